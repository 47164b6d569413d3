package com.foobar.position;

/**
 * Last transaction of a replication domain. Immutable.
 *
 * @param domain the domain, from 0 to 2^32-1
 * @param server the server that wrote it, from 0 to 2^32-1
 * @param sequence its number, which grows along the domain whoever writes; at least 1
 */
record MariaDbGtid(long domain, long server, long sequence) {

	/** The one with the higher number, and with the same number this one. */
	MariaDbGtid laterOf(MariaDbGtid other) {
		return (other.sequence > this.sequence) ? other : this;
	}

	@Override
	public String toString() {
		return this.domain + "-" + this.server + "-" + this.sequence;
	}

}
