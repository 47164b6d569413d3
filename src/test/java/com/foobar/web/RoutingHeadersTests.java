package com.foobar.web;

import java.time.Duration;

import com.foobar.decision.Reason;
import com.foobar.decision.RoutingDecision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class RoutingHeadersTests {

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final RoutingHeaders headers = new RoutingHeaders(true);

	@BeforeEach
	void begin() {
		RequestContextHolder
			.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest(), this.response));
	}

	@AfterEach
	void end() {
		RequestContextHolder.resetRequestAttributes();
	}

	@Test
	void responseNamesTheNodeAndTheReason() {
		this.headers.routed(decision("db2", Reason.CAUGHT_UP));
		assertThat(this.response.getHeader(RoutingHeaders.DATABASE)).isEqualTo("db2;reason=caught-up");
	}

	@Test
	void eachNodeAndReasonIsNamedOnceInTheOrderOfItsFirstUse() {
		this.headers.routed(decision("db1", Reason.WRITE));
		this.headers.routed(decision("db2", Reason.REPLICA));
		this.headers.routed(decision("db1", Reason.FALLBACK));
		this.headers.routed(decision("db2", Reason.REPLICA));
		this.headers.routed(decision("db1", Reason.WRITE));
		assertThat(this.response.getHeaders(RoutingHeaders.DATABASE))
			.containsExactly("db1;reason=write, db2;reason=replica, db1;reason=fallback");
	}

	@Test
	void responseThatMayBeStaleHasAWarning() {
		this.headers.routed(decision("db2", Reason.STALE));
		this.headers.routed(decision("db2", Reason.STALE));
		assertThat(this.response.getHeaders(HttpHeaders.WARNING)).containsExactly("110 - \"Response is Stale\"");
		assertThat(this.response.getHeader(RoutingHeaders.DATABASE)).isEqualTo("db2;reason=stale");
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "STALE")
	void otherResponsesHaveNone(Reason reason) {
		this.headers.routed(decision("db1", reason));
		assertThat(this.response.getHeader(HttpHeaders.WARNING)).isNull();
	}

	@Test
	void nodesAreNotNamedWhereThatIsSwitchedOffButStaleResponsesAreMarked() {
		RoutingHeaders silent = new RoutingHeaders(false);
		silent.routed(decision("db1", Reason.WRITE));
		assertThat(this.response.getHeaderNames()).isEmpty();
		silent.routed(decision("db2", Reason.STALE));
		assertThat(this.response.getHeaderNames()).containsExactly(HttpHeaders.WARNING);
	}

	@Test
	void decisionOutsideOfARequestIsNoError() {
		RequestContextHolder.resetRequestAttributes();
		assertThatNoException().isThrownBy(() -> this.headers.routed(decision("db1", Reason.WRITE)));
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
		assertThatNoException().as("no response").isThrownBy(() -> this.headers.routed(decision("db1", Reason.WRITE)));
	}

	private static RoutingDecision decision(String node, Reason reason) {
		return new RoutingDecision(node, reason, Duration.ZERO);
	}

}
