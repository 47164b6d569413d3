package com.foobar.pair;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import com.foobar.pair.Policy.Durability;
import com.foobar.pair.Step.Admit;
import com.foobar.pair.Step.Attach;
import com.foobar.pair.Step.Bootstrap;
import com.foobar.pair.Step.Copy;
import com.foobar.pair.Step.Fence;
import com.foobar.pair.Step.GoOnAlone;
import com.foobar.pair.Step.Open;
import com.foobar.pair.Step.Promote;
import com.foobar.pair.Step.WaitForReplica;
import com.foobar.position.Position;
import com.foobar.server.Accounts;
import com.foobar.server.Epoch;
import com.foobar.server.Epoch.Reason;
import com.foobar.server.Server;
import com.foobar.server.ServerState;
import org.jspecify.annotations.Nullable;

/**
 * Does to the servers what has been decided. Whoever calls it holds the lock of the pair.
 * Used by one thread at a time.
 * <p>
 * A promotion begins with the node's own word that it is the primary of a new epoch.
 * Before that word it can be undone, after it it has to be finished, and either follows
 * from what the nodes say: so it may be cut off anywhere.
 */
public final class Operator {

	/** How long statements under way may take when writes are refused. */
	private static final Duration STATEMENTS = Duration.ofSeconds(5);

	/** As long as applications hold writes back, so that none fails where this does. */
	private static final Duration WITHOUT_WRITES = Duration.ofSeconds(5);

	/** How long to wait for an applier before seeing whether it still runs. */
	private static final Duration LOOK = Duration.ofSeconds(1);

	/**
	 * How many numbers a forced epoch leaves out: promotions that a silent node knows of
	 * are older, then, than the decision that was made without it.
	 */
	private static final long UNKNOWN_EPOCHS = 100;

	private final Pair pair;

	private final Accounts accounts;

	private final Surplus surplus;

	private final Durability durability;

	private final Duration drainTimeout;

	private final Duration copyTimeout;

	private final Consumer<String> progress;

	/**
	 * An operator of a pair.
	 * @param pair the pair
	 * @param accounts what a first primary gets
	 * @param surplus keeps what a node alone has
	 * @param durability whether a primary without a replica acknowledges commits
	 * @param drainTimeout how long a promotion waits for the new primary to apply what it
	 * has
	 * @param copyTimeout how long copying a server may take
	 * @param progress is told each step before it is made
	 */
	public Operator(Pair pair, Accounts accounts, Surplus surplus, Durability durability, Duration drainTimeout,
			Duration copyTimeout, Consumer<String> progress) {
		this.pair = pair;
		this.accounts = accounts;
		this.surplus = surplus;
		this.durability = durability;
		this.drainTimeout = drainTimeout;
		this.copyTimeout = copyTimeout;
		this.progress = progress;
	}

	/**
	 * Does one step.
	 * @param step what to do
	 * @param found the pair for which it was decided
	 */
	public void perform(Step step, PairState found) {
		if (step instanceof Bootstrap bootstrap) {
			bootstrap(server(bootstrap.node()));
		}
		else if (step instanceof Open open) {
			open(server(open.node()), open.semiSync());
		}
		else if (step instanceof Fence fence) {
			server(fence.node()).fence(STATEMENTS);
		}
		else if (step instanceof Admit admit) {
			server(admit.node()).admit();
		}
		else if (step instanceof Promote promote) {
			promote(server(promote.node()), found, Reason.AUTOMATIC_FAILOVER);
		}
		else if (step instanceof Attach attach) {
			server(attach.node()).follow(server(attach.primary()));
		}
		else if (step instanceof Copy copy) {
			copy(copy);
		}
		else if (step instanceof GoOnAlone alone) {
			server(alone.primary()).goOnAlone();
		}
		else if (step instanceof WaitForReplica wait) {
			server(wait.primary()).waitForReplica();
		}
	}

	/**
	 * What it has received and not applied is another primary's: it may tell of an epoch
	 * that makes this node none.
	 */
	private void open(Server node, boolean semiSync) {
		ServerState state = look(node);
		if (!state.unapplied().isEmpty()) {
			this.progress.accept("%s: apply what it has received".formatted(node));
			node.drain();
			if (!node.awaitExecuted(state.known(), this.drainTimeout)) {
				throw new OperationFailedException(
						"%s has not applied within %s what it has received".formatted(node, this.drainTimeout));
			}
			if (!Objects.equals(number(look(node)), number(state))) {
				return;
			}
		}
		node.open(semiSync);
	}

	private static @Nullable Long number(ServerState state) {
		return (state.epoch() != null) ? state.epoch().number() : null;
	}

	private void bootstrap(Server node) {
		this.progress.accept("%s: create the database and its users".formatted(node));
		node.bootstrap(this.accounts);
		node.beginEpoch(1, Reason.BOOTSTRAP);
		node.open(this.durability == Durability.STRICT);
	}

	/**
	 * Promotes a replica whose primary is gone or fenced. From the first statement on the
	 * old primary gets no acknowledgement from it any more.
	 * @param node the replica
	 * @param found the pair as it was found
	 * @param reason what for
	 */
	public void promote(Server node, PairState found, Reason reason) {
		node.drain();
		Position known = look(node).known();
		this.progress.accept("%s: apply what it has received".formatted(node));
		if (!node.awaitExecuted(known, this.drainTimeout)) {
			throw new OperationFailedException(
					"%s has not applied within %s what it has received; it goes on, so try again: failover %s"
						.formatted(node, this.drainTimeout, node));
		}
		begin(node, found, reason, false);
	}

	/**
	 * Makes a node the primary as it is: it tries once more to apply what it has
	 * received, and where it meets an error, the rest is lost.
	 * @param node the node, which takes no writes
	 * @param found the pair as it was found
	 */
	public void force(Server node, PairState found) {
		node.drain();
		this.progress.accept("%s: apply what it can".formatted(node));
		long deadline = System.nanoTime() + this.drainTimeout.toNanos();
		ServerState state = look(node);
		while (!node.awaitExecuted(state.known(), LOOK) && isApplying(look(node))) {
			if (System.nanoTime() >= deadline) {
				throw new OperationFailedException(
						"%s has not applied within %s what it has received, and has met no error; it goes on, so try again"
							.formatted(node, this.drainTimeout));
			}
		}
		long lost = look(node).unapplied().size();
		if (lost > 0) {
			this.progress.accept("%s: give up %d transactions that it cannot apply".formatted(node, lost));
		}
		begin(node, found, Reason.FORCED, false);
	}

	private static boolean isApplying(ServerState state) {
		return state.channel() != null && state.channel().applying();
	}

	private void begin(Server node, PairState found, Reason reason, boolean followed) {
		long number = found.newestEpoch().map(Epoch::number).orElse(0L) + 1
				+ ((reason == Reason.FORCED && mayBeOutdated(found)) ? UNKNOWN_EPOCHS : 0);
		this.progress.accept("%s: begin epoch %d".formatted(node, number));
		node.beginEpoch(number, reason);
		this.progress.accept("%s: open for writes".formatted(node));
		node.open(followed || this.durability == Durability.STRICT);
	}

	/** Whether a silent node may know of a promotion that no other knows of. */
	private static boolean mayBeOutdated(PairState found) {
		List<String> last = found.claimants();
		return found.silent().stream().anyMatch((node) -> !last.contains(node.name()));
	}

	/**
	 * Moves the role between two sound nodes. Until the new primary has said that it is
	 * one, the old one is opened again if anything fails. It takes writes until the other
	 * has applied what there is, a large transaction too, so that little is left.
	 * @param from the primary
	 * @param to the replica that is to be it
	 * @param found the pair as it was found
	 */
	public void switchOver(Server from, Server to, PairState found) {
		this.progress.accept("%s: catch up".formatted(to));
		awaitExecuted(to, look(from).executed(), this.drainTimeout, from);
		this.progress.accept("%s: refuse writes".formatted(from));
		from.refuseWrites(STATEMENTS);
		try {
			this.progress.accept("%s: apply the last of them".formatted(to));
			awaitExecuted(to, look(from).executed(), WITHOUT_WRITES, from);
			from.follow(to);
		}
		catch (RuntimeException ex) {
			reopen(from, ex);
			throw ex;
		}
		begin(to, found, Reason.SWITCHOVER, true);
	}

	private static void awaitExecuted(Server to, Position position, Duration patience, Server from) {
		if (!to.awaitExecuted(position, patience)) {
			throw new OperationFailedException(
					"%s has not caught up with %s within %s: %s stays the primary".formatted(to, from, patience, from));
		}
	}

	private void reopen(Server node, RuntimeException failure) {
		this.progress.accept("%s: open again".formatted(node));
		try {
			node.open(true);
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

	private static ServerState look(Server server) {
		try {
			return server.look();
		}
		catch (SQLException ex) {
			throw new OperationFailedException("%s does not answer any more: %s".formatted(server, ex.getMessage()),
					ex);
		}
	}

	private void copy(Copy copy) {
		Server node = server(copy.node());
		if (!copy.surplus().isEmpty()) {
			this.progress.accept(
					"%s: save what it alone has to %s".formatted(node, this.surplus.save(copy.node(), copy.surplus())));
		}
		this.progress.accept("%s: copy %s".formatted(node, copy.primary()));
		if (this.durability == Durability.AVAILABLE) {
			server(copy.primary()).goOnAlone();
		}
		node.cloneFrom(server(copy.primary()), this.copyTimeout);
	}

	private Server server(String name) {
		return this.pair.server(name);
	}

}
