package com.foobar.pair;

import java.time.Duration;
import java.util.stream.Stream;

import com.foobar.position.GtidSet;
import com.foobar.position.Position;
import com.foobar.server.Channel;
import com.foobar.server.Channel.Receiver;
import com.foobar.server.Epoch;
import com.foobar.server.Epoch.Reason;
import com.foobar.server.SemiSync;
import com.foobar.server.ServerState;
import org.jspecify.annotations.Nullable;

/**
 * A node as it may be found: a server that refuses writes, follows nobody and has no
 * history, unless it is told otherwise.
 */
public final class SampleNode {

	private final String name;

	private boolean open;

	private boolean superReadOnly = true;

	private boolean offline;

	private Position executed = GtidSet.EMPTY;

	private Position purged = GtidSet.EMPTY;

	private @Nullable Channel channel;

	private SemiSync semiSync = new SemiSync(false, false, 0, 0);

	private @Nullable Epoch epoch;

	private SampleNode(String name) {
		this.name = name;
	}

	public static SampleNode node(String name) {
		return new SampleNode(name);
	}

	/** A node that says nothing. */
	public static Seen silent(String name) {
		return new Seen(name, address(name), null, "Connection refused");
	}

	/** An open node of an epoch that is its own, with semi-sync in force. */
	public static SampleNode primary(String name, long epoch) {
		return node(name).open().epoch(epoch, name).executed("db1:1-10").inForce();
	}

	/** A node that follows another soundly, in its epoch. */
	public static SampleNode replica(String name, String source, long epoch) {
		return node(name).epoch(epoch, source).executed("db1:1-10").follows(source);
	}

	public static PairState pair(Object... nodes) {
		return new PairState(Stream.of(nodes)
			.map((node) -> (node instanceof SampleNode sample) ? sample.seen() : (Seen) node)
			.toList());
	}

	static String address(String name) {
		return name + ":3306";
	}

	/**
	 * Transactions as {@code db1:1-10}, by the name of the node that has numbered them.
	 */
	public static Position transactions(String text) {
		return GtidSet.parse(text.replaceAll("db(\\d)", "00000000-0000-0000-0000-00000000000$1"));
	}

	public SampleNode open() {
		this.open = true;
		this.superReadOnly = false;
		return this;
	}

	public SampleNode closed() {
		this.open = false;
		this.superReadOnly = true;
		this.semiSync = new SemiSync(false, false, 0, 0);
		return this;
	}

	SampleNode writableByAdministrators() {
		this.superReadOnly = false;
		return this;
	}

	public SampleNode offline() {
		this.offline = true;
		return this;
	}

	public SampleNode executed(String transactions) {
		this.executed = transactions(transactions);
		return this;
	}

	SampleNode purged(String transactions) {
		this.purged = transactions(transactions);
		return this;
	}

	public SampleNode follows(String source) {
		return channel(source, Receiver.ON, true, 0, "", "", Duration.ofMillis(500));
	}

	public SampleNode channel(String source, Receiver receiver, boolean applying, int number, String error,
			String received, @Nullable Duration silence) {
		this.channel = new Channel(address(source), receiver, applying, error, number, transactions(received), silence);
		return this;
	}

	/** Follows with a receiver that finds its source no more. */
	public SampleNode lost(String source) {
		return channel(source, Receiver.CONNECTING, true, 2003, "cannot connect", "", Duration.ofSeconds(9));
	}

	/** Follows with an applier that has met an error before it had applied everything. */
	public SampleNode broken(String source, String received) {
		return channel(source, Receiver.ON, false, 1062, "Duplicate entry '2'", received, Duration.ofMillis(500));
	}

	SampleNode inForce() {
		return semiSync(true, true, 1, 0);
	}

	public SampleNode semiSync(boolean enabled, boolean active, int replicas, int waiting) {
		this.semiSync = new SemiSync(enabled, active, replicas, waiting);
		return this;
	}

	public SampleNode epoch(long number, String node) {
		return epoch(number, node, Reason.SWITCHOVER, Duration.ofDays(1));
	}

	SampleNode epoch(long number, String node, Reason reason, Duration age) {
		this.epoch = new Epoch(number, node, reason, age);
		return this;
	}

	public Seen seen() {
		String id = "00000000-0000-0000-0000-00000000000" + this.name.substring(this.name.length() - 1);
		return new Seen(this.name, address(this.name), new ServerState(id, !this.open, this.superReadOnly, this.offline,
				this.executed, this.purged, this.channel, this.semiSync, this.epoch), "");
	}

}
