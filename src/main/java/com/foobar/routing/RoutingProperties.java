package com.foobar.routing;

import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.foobar.pool.Credentials;
import com.foobar.pool.PoolSettings;
import com.foobar.probe.MonitorSettings;
import com.foobar.read.ReadContext;
import com.foobar.topology.Topology;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The database nodes and the users that connect to them.
 *
 * @param nodes the nodes in any order, each name and URL once: which of them is the
 * primary they say themselves
 * @param writer the user of read-write transactions; needs no right to change tables
 * @param reader the user of read-only transactions; needs "SELECT" alone
 * @param migrator the user that creates and changes tables, on the primary only; "null"
 * where nobody migrates
 * @param monitor the user that asks every node for its role, and how often
 * @param pool sizes and timeouts of the connection pools
 * @param reads which nodes serve read-only transactions: "replicas", or "all" where the
 * primary is to work as well
 * @param primaryShare the part of the reads that the primary takes where all nodes serve
 * them, from 0 to 1
 * @param readIsolation the isolation of read-only transactions that declare none:
 * "repeatable-read", where all statements of a transaction see the same, or
 * "read-committed", where each sees what is committed by then, and where a transaction
 * costs its statements and nothing else
 * @param catchUp how long a read waits for a replica that lacks what it must see, once,
 * before it goes to the primary; 1 ms to 1 s
 * @param whenExhausted what becomes of a read that no replica can serve while all
 * connections of the primary for such reads are taken: "refuse", or "stale", which serves
 * what the most advanced replica has, however far behind it is, unless the caller named a
 * lag
 * @param writeHold how long a transaction is held back while there is no primary, or no
 * node that could serve its reads, before it fails; 0 to 60 s
 */
@ConfigurationProperties("foobar.routing")
@Validated
public record RoutingProperties(@NotNull @Size(min = 1, max = Topology.MAX_NODES) List<@Valid Node> nodes,
		@NotNull @Valid @NestedConfigurationProperty Credentials writer,
		@NotNull @Valid @NestedConfigurationProperty Credentials reader,
		@Valid @NestedConfigurationProperty @Nullable Credentials migrator,
		@NotNull @Valid @NestedConfigurationProperty MonitorSettings monitor,
		@DefaultValue @Valid @NestedConfigurationProperty PoolSettings pool, @DefaultValue("replicas") Reads reads,
		@DefaultValue("0.5") @DecimalMin("0") @DecimalMax("1") double primaryShare,
		@DefaultValue("repeatable-read") ReadIsolation readIsolation,
		@DefaultValue("20ms") @DurationMin(millis = 1) @DurationMax(seconds = 1) Duration catchUp,
		@DefaultValue("refuse") WhenExhausted whenExhausted,
		@DefaultValue("5s") @DurationMin @DurationMax(seconds = 60) Duration writeHold) {

	/**
	 * The properties of an application.
	 * @throws IllegalArgumentException if two nodes have the same name or URL
	 */
	public RoutingProperties {
		Map<String, Integer> seen = new HashMap<>();
		for (int index = 0; (nodes != null) && index < nodes.size(); index++) {
			requireNew(seen, "name", nodes.get(index).name(), index);
			requireNew(seen, "url", nodes.get(index).url(), index);
		}
	}

	private static void requireNew(Map<String, Integer> seen, String property, String value, int index) {
		Integer before = seen.putIfAbsent(property + "=" + value, index);
		if (before != null) {
			throw new IllegalArgumentException(
					"Property 'foobar.routing.nodes[%d].%s' is '%s', as that of nodes[%d] is: each node has its own"
						.formatted(index, property, value, before));
		}
	}

	/**
	 * The nodes' URLs by their names.
	 * @return the URLs in the order of the nodes
	 */
	public Map<String, String> urls() {
		Map<String, String> urls = new LinkedHashMap<>();
		this.nodes.forEach((node) -> urls.put(node.name(), node.url()));
		return urls;
	}

	/** What of it concerns reads alone. A node that is alone takes them all. */
	ReadContext.Settings readSettings() {
		boolean alone = this.nodes.size() == 1;
		return new ReadContext.Settings(alone || this.reads == Reads.ALL, alone ? 1 : this.primaryShare,
				this.whenExhausted == WhenExhausted.STALE, this.catchUp, this.writeHold, this.pool.acquireTimeout(),
				this.monitor.timeout().plus(this.monitor.interval().multipliedBy(2)));
	}

	/** Which nodes serve reads. */
	public enum Reads {

		/** Replicas, and the primary only if no replica can. */
		REPLICAS,

		/** All nodes. */
		ALL

	}

	/** How the statements of a read-only transaction hang together. */
	public enum ReadIsolation {

		/** All see the same. */
		REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),

		/** Each sees what is committed when it begins. */
		READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED);

		private final int level;

		ReadIsolation(int level) {
			this.level = level;
		}

		int level() {
			return this.level;
		}

	}

	/** What becomes of reads that nobody can serve as they should be. */
	public enum WhenExhausted {

		/** They fail, to be repeated later. */
		REFUSE,

		/** They are served all the same, and marked. */
		STALE

	}

	/**
	 * A database node.
	 *
	 * @param name the name it goes by in logs, metrics and headers: letters, digits, dots
	 * and dashes, up to 63
	 * @param url its JDBC URL, which names one host
	 */
	public record Node(@NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9.-]{0,62}") String name,
			@NotNull @Pattern(regexp = "jdbc:mysql://[^/,]+(/.*)?") String url) {

	}

}
