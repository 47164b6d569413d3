package com.foobar.routing;

import java.util.List;

import com.foobar.monitor.MonitorSettings;
import com.foobar.pool.Credentials;
import com.foobar.pool.PoolSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The database nodes and the users that connect to them.
 *
 * @param nodes the nodes, the primary first and then its replica, if there is one
 * @param writer the user of read-write transactions; needs no right to change tables
 * @param reader the user of read-only transactions; needs {@code SELECT} alone
 * @param migrator the user that creates and changes tables, on the primary only
 * @param monitor the user that asks every node for its role, and how often
 * @param pool sizes and timeouts of the connection pools
 */
@ConfigurationProperties("foobar.routing")
@Validated
public record RoutingProperties(@NotNull @Size(min = 1, max = 2) List<@Valid Node> nodes,
		@NotNull @Valid Credentials writer, @NotNull @Valid Credentials reader, @NotNull @Valid Credentials migrator,
		@NotNull @Valid MonitorSettings monitor, @DefaultValue @Valid PoolSettings pool) {

	/**
	 * A database node.
	 *
	 * @param name the name it goes by in logs, metrics and headers: letters, digits, dots
	 * and dashes, up to 63
	 * @param url its JDBC URL
	 */
	public record Node(@NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9.-]{0,62}") String name,
			@NotNull @Pattern(regexp = "jdbc:mysql://.+") String url) {

	}

}
