package com.foobar.health;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;

/**
 * Adds the groups {@code read} and {@code write}, and keeps writes out of the health of
 * the instance as a whole: an instance that can read is to stay in service while the
 * database has no primary. Groups of the same name that are configured come first.
 * Immutable.
 */
final class DatabaseHealthGroups implements HealthEndpointGroups {

	static final String READ = "db";

	static final String WRITE = "dbWrite";

	private final HealthEndpointGroups configured;

	private final HealthEndpointGroup primary;

	private final Map<String, HealthEndpointGroup> added;

	DatabaseHealthGroups(HealthEndpointGroups configured) {
		HealthEndpointGroup primary = configured.getPrimary();
		this.configured = configured;
		this.primary = new SelectedHealthGroup(primary, (name) -> !name.equals(WRITE) && primary.isMember(name));
		this.added = Map.of("read", new SelectedHealthGroup(primary, READ::equals), "write",
				new SelectedHealthGroup(primary, WRITE::equals));
	}

	@Override
	public HealthEndpointGroup getPrimary() {
		return this.primary;
	}

	@Override
	public Set<String> getNames() {
		Set<String> names = new TreeSet<>(this.configured.getNames());
		names.addAll(this.added.keySet());
		return names;
	}

	@Override
	public @Nullable HealthEndpointGroup get(String name) {
		HealthEndpointGroup group = this.configured.get(name);
		return (group != null) ? group : this.added.get(name);
	}

}
