package com.foobar.controller;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.foobar.backup.ToolSettings;
import com.foobar.pair.Policy;
import com.foobar.pair.Policy.Durability;
import com.foobar.pool.Credentials;
import com.foobar.server.Accounts;
import com.foobar.server.Server;
import com.foobar.server.ServerSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The pair that is kept in order, and what may be done to it without being asked.
 *
 * @param nodes the servers, two at least; of blank ones the first becomes the primary
 * @param username the user that changes roles; needs the rights in mysql/initdb.d, on
 * each server by itself
 * @param password its password; never printed
 * @param users the passwords of the users that the controller makes
 * @param database the site's database
 * @param durability {@code strict}: no write is acknowledged that is not on two nodes, so
 * a primary without a replica takes none; {@code available}: it then goes on alone, and
 * is not replaced by itself until a replica has caught up
 * @param automaticFailover whether a primary that is gone is replaced by itself
 * @param automaticRejoin whether a node that cannot simply follow again is saved and
 * copied anew by itself
 * @param failoverAfter how long a primary must have been silent before it is replaced;
 * 250 ms to 60 s
 * @param failoverInterval how long after a failover there is no other by itself; 0 to 24
 * h
 * @param heartbeats how long a replica that is connected may hear nothing before it takes
 * the primary for dead; heartbeats come twice a second; 1 s to 60 s
 * @param aloneAfter how long commits may wait for a replica before the primary goes on
 * alone, where durability allows that; 100 ms to 60 s
 * @param interval pause between two looks at the pair; 50 ms to 10 s
 * @param timeout how long a server may take to connect, and to answer; 100 ms to 60 s
 * @param drainTimeout how long a promotion waits until the new primary has applied what
 * it has; 1 s to 1 h
 * @param copyTimeout how long copying a whole server may take; 1 s to 24 h
 * @param maxBehind how many transactions a replica may be behind that a switchover makes
 * the primary; 0 to 10 million
 * @param backups the directory of dumps
 * @param tls what the MySQL tools use to connect
 */
@ConfigurationProperties("foobar.controller")
@Validated
record ControllerProperties(@NotNull @Size(min = 2, max = 16) List<@Valid Node> nodes,
		@DefaultValue("controller") @NotBlank String username, @NotNull String password, @NotNull @Valid Users users,
		@DefaultValue("guestbook") @Pattern(regexp = "[A-Za-z0-9_]{1,64}") String database,
		@DefaultValue("available") Durability durability, @DefaultValue("true") boolean automaticFailover,
		@DefaultValue("true") boolean automaticRejoin,
		@DefaultValue("1s") @DurationMin(millis = 250) @DurationMax(seconds = 60) Duration failoverAfter,
		@DefaultValue("1h") @DurationMin @DurationMax(hours = 24) Duration failoverInterval,
		@DefaultValue("2s") @DurationMin(seconds = 1) @DurationMax(seconds = 60) Duration heartbeats,
		@DefaultValue("1s") @DurationMin(millis = 100) @DurationMax(seconds = 60) Duration aloneAfter,
		@DefaultValue("250ms") @DurationMin(millis = 50) @DurationMax(seconds = 10) Duration interval,
		@DefaultValue("500ms") @DurationMin(millis = 100) @DurationMax(seconds = 60) Duration timeout,
		@DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration drainTimeout,
		@DefaultValue("1h") @DurationMin(seconds = 1) @DurationMax(hours = 24) Duration copyTimeout,
		@DefaultValue("10000") @Min(0) @Max(10_000_000) long maxBehind, @DefaultValue("/backups") Path backups,
		@DefaultValue @Valid Tls tls) {

	/** The servers, not connected yet. */
	List<Server> servers() {
		return this.nodes.stream()
			.map((node) -> new Server(new ServerSettings(node.name(), node.url(), node.address(),
					new Credentials(this.username, this.password),
					new Credentials("replication", this.users.replication()),
					new Credentials("clone", this.users.cloning()), this.timeout)))
			.toList();
	}

	Accounts accounts() {
		return new Accounts(this.database, new Credentials("writer", this.users.writer()),
				new Credentials("reader", this.users.reader()), new Credentials("migrator", this.users.migrator()),
				new Credentials("monitor", this.users.monitor()));
	}

	ToolSettings tools() {
		return new ToolSettings(new Credentials(this.username, this.password), this.tls.ca(), this.tls.cert(),
				this.tls.key(), this.backups, this.copyTimeout);
	}

	Policy policy() {
		return new Policy(this.durability, this.automaticFailover, this.automaticRejoin, this.failoverAfter,
				this.failoverInterval, this.heartbeats, this.aloneAfter);
	}

	/**
	 * One server.
	 *
	 * @param name its name, which epochs and commands use
	 * @param url its JDBC URL for the controller
	 * @param address where the other servers find it, as {@code host:port}
	 */
	record Node(@Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}") @NotNull String name,
			@Pattern(regexp = "jdbc:mysql://[^,]+") @NotNull String url,
			@Pattern(regexp = "[A-Za-z0-9._-]+:[0-9]{1,5}") @NotNull String address) {

	}

	/**
	 * Passwords of the users that the controller makes; MySQL allows 32 characters for
	 * the last two.
	 *
	 * @param writer of the user that changes rows
	 * @param reader of the one that reads them
	 * @param migrator of the one that changes tables
	 * @param monitor of the one that asks each node how it is
	 * @param replication of the one as which servers follow each other
	 * @param cloning of the one as which they copy each other
	 */
	record Users(@NotBlank String writer, @NotBlank String reader, @NotBlank String migrator, @NotBlank String monitor,
			@NotBlank @Size(max = 32) String replication, @NotBlank @Size(max = 32) String cloning) {

		@Override
		public String toString() {
			return "(passwords)";
		}

	}

	/**
	 * What the MySQL tools use to connect.
	 *
	 * @param ca the file with the authority's certificate, PEM
	 * @param cert the file with the controller's own, PEM
	 * @param key the file with its key, PEM
	 */
	record Tls(@DefaultValue("/run/secrets/foobar-tls/ca.pem") Path ca,
			@DefaultValue("/run/secrets/foobar-tls/controller.pem") Path cert,
			@DefaultValue("/run/secrets/foobar-tls/controller.key") Path key) {

	}

}
