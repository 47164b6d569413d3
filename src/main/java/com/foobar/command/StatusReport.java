package com.foobar.command;

import java.util.ArrayList;
import java.util.List;

import com.foobar.pair.PairState;
import com.foobar.pair.Seen;
import com.foobar.pair.Step;
import com.foobar.position.Position;
import com.foobar.server.Channel;
import com.foobar.server.Channel.Receiver;
import com.foobar.server.Epoch;
import com.foobar.server.SemiSync;
import com.foobar.server.ServerState;
import org.jspecify.annotations.Nullable;

/**
 * How a pair is, in a table with a line below. Immutable.
 *
 * @param pair what was found
 * @param step what is to be done about it
 */
record StatusReport(PairState pair, Step step) {

	private static final List<String> HEAD = List.of("NODE", "ROLE", "EPOCH", "WRITES", "FOLLOWS", "BEHIND",
			"SEMI-SYNC", "NOTE");

	/** Whether nothing is to be done, and nothing can be lost. */
	boolean isInOrder() {
		return this.step == Step.NONE && this.pair.isSafe();
	}

	private @Nullable Seen primary() {
		return this.pair.primary().orElse(null);
	}

	/** The table, and what is to be done. */
	List<String> lines() {
		List<List<String>> rows = new ArrayList<>();
		rows.add(HEAD);
		this.pair.nodes().forEach((node) -> rows.add(node.answers() ? row(node) : silent(node)));
		List<String> lines = new ArrayList<>(Table.lines(rows));
		lines.add("");
		lines.add(verdict());
		return lines;
	}

	private String verdict() {
		if (isInOrder()) {
			return "The pair is in order";
		}
		if (this.step.isAction()) {
			return "To be done by the service: " + this.step;
		}
		return (this.step == Step.NONE) ? "Nothing is to be done, but: " + String.join("; ", deficits())
				: "To be decided: " + this.step;
	}

	private List<String> deficits() {
		Seen primary = primary();
		if (primary == null) {
			return List.of("there is no primary");
		}
		List<String> deficits = new ArrayList<>();
		this.pair.others(primary)
			.filter((node) -> !node.isFollowing(primary))
			.forEach((node) -> deficits.add(node.answers() ? "%s does not follow yet".formatted(node.name())
					: "%s is down".formatted(node.name())));
		this.pair.others(primary)
			.filter((node) -> node.isFollowing(primary))
			.filter((node) -> primary.said().executed().leadOver(node.said().known()) > 0)
			.forEach((node) -> deficits.add("%s has not received %d transactions".formatted(node.name(),
					primary.said().executed().leadOver(node.said().known()))));
		if (!primary.said().semiSync().isInForce()) {
			deficits.add("semi-sync is not in force: what is written now is on %s alone".formatted(primary.name()));
		}
		return deficits;
	}

	private static List<String> silent(Seen node) {
		boolean denied = node.failure().contains("Access denied");
		return List.of(node.name(), denied ? "unknown" : "down", "-", "-", "-", "-", "-", node.failure());
	}

	private List<String> row(Seen node) {
		ServerState state = node.said();
		Epoch epoch = state.epoch();
		return List.of(node.name(), role(node, state), (epoch != null) ? String.valueOf(epoch.number()) : "-",
				node.isWritable() ? "open" : "refused", follows(state), behind(node), semiSync(node), note(node));
	}

	private String role(Seen node, ServerState state) {
		if (state.offline()) {
			return "fenced";
		}
		if (node.isWritable()) {
			return "primary";
		}
		if (state.channel() != null) {
			return "replica";
		}
		return this.pair.claimants().contains(node.name()) ? "closed" : "alone";
	}

	private String follows(ServerState state) {
		Channel channel = state.channel();
		if (channel == null) {
			return "-";
		}
		String source = this.pair.nodes()
			.stream()
			.filter((node) -> node.address().equals(channel.source()))
			.map(Seen::name)
			.findFirst()
			.orElse(channel.source());
		if (channel.isRunning()) {
			return source;
		}
		boolean connecting = channel.receiver() == Receiver.CONNECTING && channel.applying();
		return source + (connecting ? " (connecting)" : " (stopped)");
	}

	private String behind(Seen node) {
		Seen primary = primary();
		if (primary == null || primary.equals(node)) {
			return "-";
		}
		return String.valueOf(primary.said().executed().leadOver(node.said().executed()));
	}

	private static String semiSync(Seen node) {
		SemiSync semiSync = node.said().semiSync();
		if (!node.isWritable()) {
			return "-";
		}
		if (semiSync.isInForce()) {
			return (semiSync.waiting() > 0) ? "in force, %d waiting".formatted(semiSync.waiting()) : "in force";
		}
		if (!semiSync.enabled()) {
			return (semiSync.waiting() > 0) ? "off, %d waiting".formatted(semiSync.waiting()) : "off";
		}
		return semiSync.active() ? "no replica, %d waiting".formatted(semiSync.waiting()) : "given up";
	}

	private String note(Seen node) {
		List<String> notes = new ArrayList<>();
		Channel channel = node.said().channel();
		if (channel != null && !channel.isRunning()) {
			notes.add(channel.threads());
		}
		if (channel != null && !channel.error().isEmpty()) {
			notes.add(channel.error().lines().findFirst().orElse(""));
		}
		Seen primary = primary();
		if (primary != null && !primary.equals(node)) {
			Position surplus = node.surplusOver(primary);
			if (!surplus.isEmpty()) {
				notes.add("has %d transactions that %s lacks".formatted(surplus.size(), primary.name()));
			}
			if (!node.said().superReadOnly() && !node.isWritable()) {
				notes.add("administrators can write");
			}
		}
		return notes.isEmpty() ? "-" : String.join("; ", notes);
	}

}
