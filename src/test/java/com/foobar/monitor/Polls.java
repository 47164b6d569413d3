package com.foobar.monitor;

import java.time.Duration;

import com.foobar.position.Position;
import com.foobar.probe.Answer;
import com.foobar.probe.Observation;
import com.foobar.probe.Replication;
import com.foobar.probe.Replication.State;
import com.foobar.topology.Role;

/**
 * Observations for tests; each poll starts at the given time and takes one millisecond.
 */
final class Polls {

	static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

	static final Replication FOLLOWING = new Replication(State.FOLLOWING, "", Duration.ZERO);

	static final Replication STOPPED = new Replication(State.STOPPED, "applier stopped", null);

	static final Replication INTERRUPTED = new Replication(State.INTERRUPTED, "receiver not connected", null);

	private Polls() {
	}

	/** A node that takes writes and has executed the given numbers. */
	static Observation primary(long millis, String serverId, String numbers) {
		return new Observation(primaryAnswer(serverId, numbers), nanos(millis), nanos(millis + 1));
	}

	static Answer primaryAnswer(String serverId, String numbers) {
		return new Answer(Role.PRIMARY, serverId, position(numbers), Replication.NONE);
	}

	/** A read-only node that has executed the given numbers. */
	static Observation replica(long millis, String serverId, String numbers, Replication replication) {
		Answer answer = new Answer(Role.REPLICA, serverId, position(numbers), replication);
		return new Observation(answer, nanos(millis), nanos(millis + 1));
	}

	/** A replica that follows without lag. */
	static Observation replica(long millis, String serverId, String numbers) {
		return replica(millis, serverId, numbers, FOLLOWING);
	}

	private static Position position(String numbers) {
		return Position.parse(UUID + ":" + numbers);
	}

	private static long nanos(long millis) {
		return Duration.ofMillis(millis).toNanos();
	}

}
