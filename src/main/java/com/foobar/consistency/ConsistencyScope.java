package com.foobar.consistency;

import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import com.foobar.position.Position;
import com.foobar.token.ConsistencyToken;
import org.jspecify.annotations.Nullable;

/**
 * What must be seen again in one request, job or message, and how fresh its reads must
 * be. Bound to the thread that opened it until it closes it. Safe for use by many
 * threads: a task that is {@linkplain #handOver handed over} shares the scope of its
 * sender.
 * <p>
 * Scopes that are opened inside another share with it what has been written and seen, in
 * both directions: neither ever reads older than the other. Only the mode is their own.
 * So open one scope for each message, not one around the loop.
 * <p>
 * What reads have seen is known by the node that they came from, and it is for routing to
 * keep to it:
 * <ul>
 * <li>Where {@link #node()} names a node, a {@code SESSION} read goes there if that node
 * can serve it and has the position of {@link #token()}, and to the primary otherwise,
 * but to no third; in other modes it should, and may go anywhere. A name that is no
 * node's, such as {@link ConsistencyToken#SEVERAL}, is of one that cannot serve.
 * <li>Every read that is handed a connection is announced by {@link #stayOn}, of the
 * primary too, before it begins, so that an answer which leaves meanwhile tells of it;
 * and once more when it has ended.
 * <li>After a transaction on the primary, {@link #sawAll} lets the next reads go
 * elsewhere. That may cost a statement, which is worth it where the scope is
 * {@linkplain #isTracked() tracked}. Without it they go on being the primary's, which is
 * sound.
 * </ul>
 * <p>
 * A scope that nobody closes does not pile up: the scope around it puts things right when
 * it is closed, and scopes refer to those around them weakly. Where there is none around
 * it, it stays with its thread as the only one, and what that thread does next is read
 * fresher than it need be, never staler.
 */
public final class ConsistencyScope implements AutoCloseable {

	private static final ThreadLocal<@Nullable ConsistencyScope> CURRENT = new ThreadLocal<>();

	private final @Nullable WeakReference<ConsistencyScope> outer;

	private final int depth;

	private final History history;

	private final Consistency consistency;

	private final boolean tracked;

	private final State entered;

	private ConsistencyScope(@Nullable ConsistencyScope outer, History history, Consistency consistency,
			boolean tracked) {
		this.outer = (outer != null) ? new WeakReference<>(outer) : null;
		this.depth = (outer != null) ? outer.depth + 1 : 0;
		this.history = history;
		this.consistency = consistency;
		this.tracked = tracked;
		this.entered = history.state;
	}

	/**
	 * Opens a scope on this thread.
	 * @param token what the visitor brought
	 * @param consistency how to read unless a scope around this one says so
	 * @param tracked whether a visitor who brought nothing is told what was seen
	 */
	static ConsistencyScope open(ConsistencyToken token, Consistency consistency, boolean tracked) {
		ConsistencyScope outer = current();
		History history = (outer != null) ? outer.history : new History();
		history.add(token, 0);
		return enter(new ConsistencyScope(outer, history, (outer != null) ? outer.consistency : consistency,
				tracked || !token.isEmpty() || (outer != null && outer.tracked)));
	}

	/**
	 * Opens a scope on this thread that differs from the one around it by how to read.
	 */
	static ConsistencyScope nested(Consistency consistency) {
		ConsistencyScope outer = current();
		return enter((outer != null) ? new ConsistencyScope(outer, outer.history, consistency, outer.tracked)
				: new ConsistencyScope(null, new History(), consistency, false));
	}

	private static ConsistencyScope enter(ConsistencyScope scope) {
		CURRENT.set(scope);
		return scope;
	}

	/**
	 * The innermost scope of this thread. Costs one look at a thread local, and allocates
	 * nothing.
	 * @return the scope, or {@code null} outside of any
	 */
	public static @Nullable ConsistencyScope current() {
		return CURRENT.get();
	}

	/**
	 * Let a task share this thread's scope when it runs on another thread, as a
	 * {@code TaskDecorator} for {@code @Async} does. Threads take over nothing by
	 * themselves, virtual ones neither.
	 * <p>
	 * What a task writes after the answer has been sent, nobody can tell the visitor any
	 * more.
	 * @param task the task
	 * @return a task that may run later, also when the scope has been closed; the task
	 * itself outside of any scope
	 */
	public static Runnable handOver(Runnable task) {
		ConsistencyScope scope = current();
		return (scope != null) ? () -> scope.runShared(task) : task;
	}

	/**
	 * Let a task share this thread's scope, as {@link #handOver(Runnable)}.
	 * @param <T> type of the result
	 * @param task the task
	 * @return a task that may run later
	 */
	public static <T> Callable<T> handOver(Callable<T> task) {
		ConsistencyScope scope = current();
		return (scope != null) ? () -> scope.shared().inside(task::call) : task;
	}

	private void runShared(Runnable task) {
		ConsistencyScope scope = shared();
		try {
			task.run();
		}
		finally {
			scope.close();
		}
	}

	/**
	 * Open a scope on this thread that shares everything with this one, to be closed by
	 * it: where a request is taken up again, say.
	 * @return the scope
	 */
	public ConsistencyScope shared() {
		return enter(new ConsistencyScope(current(), this.history, this.consistency, this.tracked));
	}

	/** Does it inside this scope, which ends with it. */
	<T extends @Nullable Object, E extends Throwable> T inside(Action<T, E> action) throws E {
		try {
			return action.call();
		}
		finally {
			close();
		}
	}

	/**
	 * How reads are to be done.
	 * @return the consistency
	 */
	public Consistency consistency() {
		return this.consistency;
	}

	/**
	 * Everything that must be seen again by now: for routing, and to send along with a
	 * message or job that continues this work. Allocates nothing.
	 * @return the token, empty if nothing has been written or seen
	 */
	public ConsistencyToken token() {
		return this.history.state.token;
	}

	/**
	 * The token to answer with: {@link #token()} where the visitor does not have it yet.
	 * That is when something was {@linkplain #hasWritten() written}, and when a visitor
	 * who brought a token has seen more than it says: was tied to another node than it
	 * says, or read from a node whose name is {@linkplain ConsistencyToken#ageing()
	 * ageing} in it. So while a visitor stays on one node, few answers carry a token.
	 * Other visitors get none for reading, which keeps their answers fit for shared
	 * caches, unless {@linkplain ConsistencySettings#trackReaders() configured}.
	 * <p>
	 * Of two answers under way to one visitor either may arrive last, and one that only
	 * read must not replace the token of one that wrote: keep the two kinds apart, in two
	 * cookies say, and {@linkplain ConsistencyToken#plus add} what comes back. Leave the
	 * node {@linkplain ConsistencyToken#untied() out} of the first kind, and answer a
	 * write with both: or else a node that went into it holds the visitor for its whole
	 * life, whatever later reads know.
	 * @return the token, or nothing if the visitor's own will do
	 */
	public Optional<ConsistencyToken> reply() {
		State state = this.history.state;
		boolean outdated = hasWritten() || (this.tracked && state.token != this.entered.token);
		return outdated ? Optional.of(state.token) : Optional.empty();
	}

	/**
	 * Whether anything has been written since this scope was opened, or may have been.
	 * @return whether {@link #wrote} or {@link #pinToPrimary} was called
	 */
	public boolean hasWritten() {
		return this.history.state.writes != this.entered.writes;
	}

	/**
	 * Whether somebody will be told what is seen here: a visitor who brought a token, or
	 * has written, or any where readers are tracked. Where not, it matters only to what
	 * this scope reads next.
	 * @return whether a bound for {@link #sawAll} is worth asking for
	 */
	public boolean isTracked() {
		return this.tracked || this.history.state.writes > 0;
	}

	/**
	 * Take in what a transaction has written.
	 * @param position what its commit was answered with; nothing was written if it is
	 * empty
	 */
	public void wrote(Position position) {
		this.history.add(ConsistencyToken.of(position), position.isEmpty() ? 0 : 1);
	}

	/**
	 * Take in how far the history reached that a transaction has seen, whatever its mode.
	 * It also keeps the token short, since it fills the gaps between the visitor's own
	 * writes. Does not tell that this was all, and so changes nothing about
	 * {@link #node()}. Costs a comparison where nothing is new.
	 * @param position what must be seen again
	 */
	public void saw(Position position) {
		if (!token().position().contains(position)) {
			this.history.add(ConsistencyToken.of(position), 0);
		}
	}

	/**
	 * Read from the primary alone for a while, since the answer to a COMMIT was lost and
	 * nobody knows what was written.
	 * @param until when every node that serves reads will have it, if there is something
	 */
	public void pinToPrimary(Instant until) {
		this.history.add(ConsistencyToken.pinned(until), 1);
	}

	/**
	 * Take in all that has been seen so far, at once: a transaction on the primary has
	 * read, and the primary has told since how far it had got. That reaches whatever any
	 * node has ever shown, so the position ties the visitor in place of the node.
	 * <p>
	 * A read that another thread has announced since {@link #reads()} was looked at may
	 * have seen more: the node then stays.
	 * @param bound no less than what anybody could see on the primary when it was asked,
	 * after the read, or than what a transaction that committed there could, as by
	 * {@link Position#through}; the primary's executed set alone is less
	 * @param reads {@link #reads()} from before the primary was asked
	 */
	public void sawAll(Position bound, int reads) {
		this.history.sawAll(bound, reads);
	}

	/**
	 * The node that must serve the next read, or else the primary, since it has shown
	 * more than the position tells.
	 * @return its name, {@link ConsistencyToken#SEVERAL} for the primary alone,
	 * {@code null} if any node with the position will do
	 */
	public @Nullable String node() {
		return token().node();
	}

	/**
	 * Keep to this node from now on, which serves a read. Where another has served one
	 * before, and {@link #sawAll} has not told since all that was seen there, only the
	 * primary will do for the next.
	 * @param node its name
	 */
	public void stayOn(String node) {
		this.history.stayOn(node);
	}

	/**
	 * How many times a read has been announced by {@link #stayOn}, on any thread.
	 * @return the count, for {@link #sawAll}
	 */
	public int reads() {
		return this.history.reads.get();
	}

	/**
	 * Give the thread back to the scope around this one, and close those that were left
	 * open inside. Does nothing the second time. What has been written and seen can still
	 * be asked for.
	 */
	@Override
	public void close() {
		ConsistencyScope current = current();
		if (current != null && current.history == this.history && current.depth >= this.depth) {
			restore((this.outer != null) ? this.outer.get() : null);
		}
	}

	private static void restore(@Nullable ConsistencyScope scope) {
		if (scope != null) {
			CURRENT.set(scope);
		}
		else {
			CURRENT.remove();
		}
	}

	/**
	 * Something to do inside a scope.
	 *
	 * @param <T> type of its result
	 * @param <E> type of what it throws
	 */
	@FunctionalInterface
	public interface Action<T extends @Nullable Object, E extends Throwable> {

		/**
		 * Do it.
		 * @return the result
		 * @throws E if it fails
		 */
		T call() throws E;

	}

	/** What scopes have in common that share it. Safe for use by many threads. */
	private static final class History {

		/** Counted apart from the state, so that a read where one was before is cheap. */
		private final AtomicInteger reads = new AtomicInteger();

		private volatile State state = new State(ConsistencyToken.NONE, 0);

		synchronized void add(ConsistencyToken news, int writes) {
			this.state = this.state.plus(news, writes);
		}

		/** The count comes first, so that {@link #sawAll} misses no read. */
		void stayOn(String node) {
			this.reads.incrementAndGet();
			if (!this.state.token.isReadFrom(node)) {
				tie(node);
			}
		}

		private synchronized void tie(String node) {
			this.state = this.state.read(node);
		}

		/**
		 * A read that is announced meanwhile has either been counted by the time of the
		 * second look, or finds itself untied.
		 */
		synchronized void sawAll(Position bound, int reads) {
			State tied = this.state.plus(ConsistencyToken.of(bound), 0);
			this.state = (this.reads.get() == reads) ? tied.untied() : tied;
			if (this.reads.get() != reads) {
				this.state = tied;
			}
		}

	}

	/**
	 * What has been written and seen at one moment. Immutable.
	 *
	 * @param token what must be seen again
	 * @param writes how many transactions wrote
	 */
	private record State(ConsistencyToken token, int writes) {

		State plus(ConsistencyToken news, int writes) {
			ConsistencyToken sum = this.token.plus(news);
			return (sum == this.token && writes == 0) ? this : new State(sum, this.writes + writes);
		}

		State read(String node) {
			return new State(this.token.readFrom(node), this.writes);
		}

		State untied() {
			return new State(this.token.untied(), this.writes);
		}

	}

}
