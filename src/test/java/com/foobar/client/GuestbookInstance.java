package com.foobar.client;

import java.net.ConnectException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.foobar.history.Instance;
import com.foobar.history.Outcome;
import com.foobar.history.Row;
import com.foobar.history.WriteFailures;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The guestbook for sessions that write and read: over HTTP, each with the cookies and
 * the keys of a browser of its own. A number is an entry; a session asks for its own last
 * one by its address, and looks for those of others in the list. Safe for use by many
 * threads, one at a time for each session.
 */
public final class GuestbookInstance implements Instance {

	/**
	 * What is certainly not done: a request that no connection was there for, or that was
	 * refused for what it asks.
	 */
	public static final WriteFailures FAILURES = (failure) -> (isConnectionRefused(failure)
			|| (failure instanceof FailedRequestException failed && failed.isClientError())) ? Outcome.REFUSED
					: Outcome.UNKNOWN;

	private static final Pattern MESSAGE = Pattern.compile("(\\S+): number (\\d+) of session (\\d+)");

	private final Map<Integer, GuestbookClient> visitors = new ConcurrentHashMap<>();

	private final Map<Integer, Signed> last = new ConcurrentHashMap<>();

	private final String run = UUID.randomUUID().toString();

	private final String site;

	private final boolean keys;

	/**
	 * A guestbook with sessions that have not been there yet.
	 * @param site its address, without a path
	 */
	public GuestbookInstance(String site) {
		this(site, true);
	}

	private GuestbookInstance(String site, boolean keys) {
		this.site = site;
		this.keys = keys;
	}

	/**
	 * The same for sessions that write without an {@code Idempotency-Key}: what somebody
	 * on the way sends twice is there twice.
	 * @param site its address, without a path
	 * @return the guestbook
	 */
	public static GuestbookInstance withoutKeys(String site) {
		return new GuestbookInstance(site, false);
	}

	private static boolean isConnectionRefused(Throwable failure) {
		return failure instanceof ConnectException
				|| (failure.getCause() != null && isConnectionRefused(failure.getCause()));
	}

	@Override
	public String name() {
		return this.site;
	}

	/**
	 * What this instance's messages begin with and no others do.
	 * @return text without characters that are special in SQL
	 */
	public String prefix() {
		return this.run;
	}

	/**
	 * The writes that messages stand for.
	 * @param messages the messages of entries, of whoever wrote them
	 * @return a row for each one of this instance
	 */
	public List<Row> rows(Collection<String> messages) {
		return messages.stream().map(this::row).filter(Objects::nonNull).toList();
	}

	private @Nullable Row row(String message) {
		Matcher matcher = MESSAGE.matcher(message);
		return (matcher.matches() && matcher.group(1).equals(this.run))
				? new Row(Integer.parseInt(matcher.group(3)), Long.parseLong(matcher.group(2))) : null;
	}

	@Override
	public void write(int session, long number) throws FailedRequestException {
		Answer answer = sign(visitor(session), "Session " + session,
				"%s: number %d of session %d".formatted(this.run, number, session));
		require(answer, 201);
		this.last.put(session, new Signed(number, answer.json().get("id").asLong()));
	}

	private Answer sign(GuestbookClient visitor, String author, String message) {
		return this.keys ? visitor.sign(author, message) : visitor.signWithoutKey(author, message);
	}

	@Override
	public long read(int session, int register) throws FailedRequestException {
		Signed own = (session == register) ? this.last.get(session) : null;
		return (own != null) ? readOwn(session, own) : find(session, register);
	}

	private long readOwn(int session, Signed signed) throws FailedRequestException {
		Answer answer = visitor(session).get(signed.id());
		if (answer.status() == 404) {
			return 0;
		}
		require(answer, 200);
		return signed.number();
	}

	/** The last number on the newest page that has any. */
	private long find(int session, int register) throws FailedRequestException {
		String query = "?limit=100";
		while (true) {
			Answer answer = visitor(session).list(query);
			require(answer, 200);
			JsonNode page = answer.json();
			long number = 0;
			boolean others = true;
			for (JsonNode entry : page.get("entries")) {
				Row row = row(entry.get("message").asString());
				others &= row == null;
				number = (row != null && row.session() == register) ? Math.max(number, row.number()) : number;
			}
			if (number > 0 || others || page.get("next").isNull()) {
				return number;
			}
			query = "?limit=100&before=" + page.get("next").asLong();
		}
	}

	private GuestbookClient visitor(int session) {
		return this.visitors.computeIfAbsent(session, (id) -> new GuestbookClient(this.site));
	}

	private static void require(Answer answer, int status) throws FailedRequestException {
		if (answer.status() != status) {
			throw new FailedRequestException(answer);
		}
	}

	/** The last entry that a session knows to be there. */
	private record Signed(long number, long id) {

	}

}
