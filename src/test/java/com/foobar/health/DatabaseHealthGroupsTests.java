package com.foobar.health;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseHealthGroupsTests {

	private static final HealthEndpointGroup ALL = new Group(Set.of("db", "dbWrite", "ping"));

	private static final HealthEndpointGroup READINESS = new Group(Set.of("readinessState"));

	private final HealthEndpointGroups groups = groups(Map.of("readiness", READINESS));

	@Test
	void readAndWriteHaveAGroupEach() {
		assertThat(this.groups.getNames()).containsExactly("read", "readiness", "write");
		assertThat(members("read")).containsExactly("db");
		assertThat(members("write")).containsExactly("dbWrite");
	}

	@Test
	void writesAreNoPartOfTheHealthOfTheInstance() {
		assertThat(this.groups.getPrimary().isMember("db")).isTrue();
		assertThat(this.groups.getPrimary().isMember("ping")).isTrue();
		assertThat(this.groups.getPrimary().isMember("dbWrite")).isFalse();
	}

	@Test
	void whatTheInstanceLeavesOutStaysOut() {
		HealthEndpointGroups few = new DatabaseHealthGroups(
				HealthEndpointGroups.of(new Group(Set.of("ping")), Map.of()));
		assertThat(few.getPrimary().isMember("db")).isFalse();
	}

	@Test
	void groupsThatAreConfiguredStay() {
		assertThat(this.groups.get("readiness")).isSameAs(READINESS);
		HealthEndpointGroup own = new Group(Set.of("db", "dbWrite"));
		HealthEndpointGroups configured = groups(Map.of("write", own));
		assertThat(configured.get("write")).isSameAs(own);
		assertThat(configured.getNames()).containsExactly("read", "write");
	}

	@Test
	void unknownGroupIsNone() {
		assertThat(this.groups.get("other")).isNull();
	}

	@Test
	void groupsAreShownAndAnsweredLikeTheInstance() {
		HealthEndpointGroup write = Objects.requireNonNull(this.groups.get("write"));
		assertThat(write.showDetails(SecurityContext.NONE)).isTrue();
		assertThat(write.showComponents(SecurityContext.NONE)).isTrue();
		assertThat(write.getStatusAggregator()).isSameAs(ALL.getStatusAggregator());
		assertThat(write.getHttpCodeStatusMapper()).isSameAs(ALL.getHttpCodeStatusMapper());
		assertThat(write.getAdditionalPath()).isNull();
	}

	private static HealthEndpointGroups groups(Map<String, HealthEndpointGroup> configured) {
		return new DatabaseHealthGroups(HealthEndpointGroups.of(ALL, configured));
	}

	private Set<String> members(String name) {
		HealthEndpointGroup group = Objects.requireNonNull(this.groups.get(name));
		return Set.of("db", "dbWrite", "ping", "readinessState")
			.stream()
			.filter(group::isMember)
			.collect(Collectors.toSet());
	}

	/**
	 * A group that shows everything to everybody.
	 *
	 * @param members the names of its members
	 * @param aggregator makes one status of many
	 * @param mapper makes it an HTTP status
	 */
	private record Group(Set<String> members, StatusAggregator aggregator,
			HttpCodeStatusMapper mapper) implements HealthEndpointGroup {

		Group(Set<String> members) {
			this(members, StatusAggregator.getDefault(), HttpCodeStatusMapper.getDefault());
		}

		@Override
		public boolean isMember(String name) {
			return this.members.contains(name);
		}

		@Override
		public boolean showComponents(SecurityContext securityContext) {
			return true;
		}

		@Override
		public boolean showDetails(SecurityContext securityContext) {
			return true;
		}

		@Override
		public StatusAggregator getStatusAggregator() {
			return this.aggregator;
		}

		@Override
		public HttpCodeStatusMapper getHttpCodeStatusMapper() {
			return this.mapper;
		}

		@Override
		public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
			return null;
		}

	}

}
