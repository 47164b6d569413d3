package com.foobar.command;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

import com.foobar.backup.Dumps;
import com.foobar.pair.Operator;
import com.foobar.pair.Pair;
import com.foobar.pair.Policy;
import com.foobar.server.Accounts;

/**
 * What commands work with. Immutable.
 *
 * @param pair the servers
 * @param operator makes an operator of them that tells its steps
 * @param dumps the files
 * @param policy what is right about the pair
 * @param accounts the site's database and its users
 * @param maxBehind how many transactions a new primary of a switchover may be behind
 * @param drainTimeout how long to wait until a node has applied what it has
 * @param copyTimeout how long a node may take for all the data there is
 */
public record Tools(Pair pair, Function<Consumer<String>, Operator> operator, Dumps dumps, Policy policy,
		Accounts accounts, long maxBehind, Duration drainTimeout, Duration copyTimeout) {

}
