package com.foobar.benchmark;

import java.util.function.BiFunction;
import java.util.function.Function;

import com.foobar.routing.RoutingProperties.ReadIsolation;

/** A way to get from a read-only transaction to a connection without a server. */
public enum Wiring {

	/** One connection: what Spring's transaction costs by itself. */
	UNPOOLED((database) -> Candidates.unpooled()),

	/** One HikariCP pool. */
	HIKARI((database) -> Candidates.single(database, 1)),

	/** Spring's lazy proxy before two connections. */
	LAZY_UNPOOLED((database) -> Candidates.lazyUnpooled()),

	/** Spring's lazy proxy before two HikariCP pools. */
	LAZY_HIKARI((database) -> Candidates.lean(database, 1)),

	/** The router, whose pools are HikariCP, outside of any consistency scope. */
	OURS(Wiring::ours),

	/** The router inside a consistency scope with a token. */
	OURS_SESSION(Wiring::ours, OurDataSource::inSession),

	/** The same where the scope is opened for each transaction. */
	OURS_SCOPE(Wiring::ours, OurDataSource::inScope);

	private final Function<Database, Candidate> opening;

	private final BiFunction<Database, Contender.Work, Contender.Work> decoration;

	Wiring(Function<Database, Candidate> opening) {
		this(opening, (database, work) -> work);
	}

	Wiring(Function<Database, Candidate> opening, BiFunction<Database, Contender.Work, Contender.Work> decoration) {
		this.opening = opening;
		this.decoration = decoration;
	}

	private static Candidate ours(Database database) {
		return OurDataSource.open(database, 1, ReadIsolation.REPEATABLE_READ);
	}

	Candidate open(Database database) {
		return this.opening.apply(database);
	}

	/** What belongs around the transaction. */
	Contender.Work decorated(Database database, Contender.Work work) {
		return this.decoration.apply(database, work);
	}

}
