package com.foobar.benchmark;

import java.util.ArrayList;
import java.util.List;

import com.foobar.routing.RoutingProperties.ReadIsolation;

/**
 * Measures read-only transactions of one SELECT by primary key on a real pair, through
 * the project's router and what it competes with. All have pools of one connection per
 * thread, and the same users.
 */
final class Throughput {

	private static final String REFERENCE = "3 two pools, Spring's lazy proxy, hand-tuned";

	private final List<Candidate> candidates = new ArrayList<>();

	private final List<Contender> contenders = new ArrayList<>();

	private final Database database;

	private final int size;

	private Throughput(Database database, int size) {
		this.database = database;
		this.size = size;
	}

	/**
	 * Run it on the test fixture's pair.
	 * @throws Exception if a transaction fails
	 */
	static void run() throws Exception {
		Tournament tournament = Tournament.configured();
		new Throughput(Database.pair(), tournament.threads()).run(tournament);
	}

	private void run(Tournament tournament) throws Exception {
		add("1 one pool, defaults", Candidates.single(this.database, this.size));
		add("2 two pools, Spring's lazy proxy, defaults", Candidates.lazy(this.database, this.size));
		add(REFERENCE, Candidates.lean(this.database, this.size));
		add("3b the same, with the driver's caches as well", Candidates.leaner(this.database, this.size));
		add("3c as 3, with the socket timeout that 4 has", Candidates.limited(this.database, this.size));
		addOurs("4 ours, session with a token",
				OurDataSource.open(this.database, this.size, ReadIsolation.REPEATABLE_READ));
		addOurs("5 ours, the same, read-isolation: read-committed",
				OurDataSource.open(this.database, this.size, ReadIsolation.READ_COMMITTED));
		try {
			Table.print(tournament.toString(), tournament.run(this.contenders), REFERENCE);
		}
		finally {
			this.candidates.forEach(Candidate::close);
		}
	}

	private void add(String name, Candidate candidate) {
		this.candidates.add(candidate);
		this.contenders.add(new Contender(name, new ReadTransaction(candidate.dataSource())::run));
	}

	private void addOurs(String name, Candidate candidate) {
		this.candidates.add(candidate);
		this.contenders.add(new Contender(name,
				OurDataSource.inScope(this.database, new ReadTransaction(candidate.dataSource())::run)));
	}

}
