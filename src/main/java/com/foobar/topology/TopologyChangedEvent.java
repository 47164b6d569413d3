package com.foobar.topology;

/**
 * A node has changed its role, health or identity; that histories grow is no event.
 *
 * @param previous the snapshot before
 * @param current the snapshot since
 */
public record TopologyChangedEvent(Topology previous, Topology current) {

}
