package com.foobar.read;

import java.time.Duration;

import com.foobar.position.GtidSet;
import com.foobar.position.Position;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Role;
import org.jspecify.annotations.Nullable;

/** Nodes for tests of what is chosen among them. */
final class SampleNodes {

	/** The server that has written everything. */
	static final String SOURCE = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

	static final Node PRIMARY = new Node("db1", Role.PRIMARY, Health.UP, "", SOURCE, upTo(100), null);

	private SampleNodes() {
	}

	/** A history of so many transactions. */
	static Position upTo(int number) {
		return GtidSet.parse(SOURCE + ":1-" + number);
	}

	/** A replica that has everything. */
	static Node replica(String name) {
		return replica(name, upTo(100), Duration.ZERO);
	}

	static Node replica(String name, Position position, @Nullable Duration lag) {
		return new Node(name, Role.REPLICA, Health.UP, "", "id-of-" + name, position, lag);
	}

}
