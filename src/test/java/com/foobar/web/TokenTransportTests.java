package com.foobar.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.foobar.consistency.ConsistencyScope;
import com.foobar.position.Position;
import com.foobar.token.ConsistencyToken;
import com.foobar.token.TokenReading.Verdict;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class TokenTransportTests {

	private static final String UUID = TestTokens.UUID;

	private final List<Verdict> verdicts = new ArrayList<>();

	private final TokenTransport transport = TestTokens.transport(true, this.verdicts::add);

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@Test
	void requestWithoutTokensAsksForNothing() {
		this.request.setCookies(new Cookie("visitor", "ann"));
		assertThat(this.transport.read(this.request)).isEqualTo(ConsistencyToken.NONE);
		assertThat(this.verdicts).isEmpty();
	}

	@Test
	void headerAndBothCookiesAreAddedUp() {
		this.request.addHeader(TokenTransport.HEADER, TestTokens.text(UUID + ":1-5"));
		this.request.setCookies(new Cookie(TokenTransport.WROTE, TestTokens.text(UUID + ":4-7")),
				new Cookie(TokenTransport.SEEN, TestTokens.text(TestTokens.OTHER_UUID + ":1-3")));
		assertThat(this.transport.read(this.request))
			.isEqualTo(ConsistencyToken.of(Position.parse(UUID + ":1-7," + TestTokens.OTHER_UUID + ":1-3")));
		assertThat(this.verdicts).containsExactly(Verdict.VALID, Verdict.VALID, Verdict.VALID);
	}

	@Test
	void tokenThatIsNoGoodIsToldAndLeavesTheOthers() {
		this.request.addHeader(TokenTransport.HEADER, "x".repeat(2000));
		this.request.setCookies(new Cookie(TokenTransport.WROTE, "garbage"),
				new Cookie(TokenTransport.SEEN, TestTokens.text(UUID + ":1-5")));
		assertThat(this.transport.read(this.request)).isEqualTo(ConsistencyToken.of(Position.parse(UUID + ":1-5")));
		assertThat(this.verdicts).containsExactly(Verdict.OVERSIZED, Verdict.MALFORMED, Verdict.VALID);
	}

	@Test
	void cookiesOfOtherNamesAreNoTokens() {
		this.request.setCookies(new Cookie("other", TestTokens.text(UUID + ":1-5")));
		assertThat(this.transport.read(this.request).isEmpty()).isTrue();
		assertThat(this.verdicts).isEmpty();
	}

	@Test
	void cookiesAreNotReadWhereTheyAreSwitchedOff() {
		this.request.addHeader(TokenTransport.HEADER, TestTokens.text(UUID + ":1-5"));
		this.request.setCookies(new Cookie(TokenTransport.WROTE, TestTokens.text(UUID + ":1-7")));
		assertThat(TestTokens.transport(false).read(this.request))
			.isEqualTo(ConsistencyToken.of(Position.parse(UUID + ":1-5")));
	}

	@Test
	void whatWasWrittenIsAnsweredInTheHeaderAndInItsCookie() {
		try (ConsistencyScope scope = TestTokens.open("")) {
			scope.wrote(Position.parse(UUID + ":7"));
			this.transport.write(scope, this.request, this.response);
		}
		String text = Objects.requireNonNull(this.response.getHeader(TokenTransport.HEADER));
		assertThat(TestTokens.position(text)).isEqualTo(UUID + ":7");
		assertThat(this.response.getHeaders(HttpHeaders.SET_COOKIE)).singleElement()
			.asString()
			.startsWith("consistency-wrote=" + text + ";")
			.contains("; Path=/", "; Max-Age=300", "; HttpOnly", "; SameSite=Lax")
			.doesNotContain("Secure");
	}

	@Test
	void cookieOfASecureRequestIsSecure() {
		this.request.setSecure(true);
		try (ConsistencyScope scope = TestTokens.open("")) {
			scope.wrote(Position.parse(UUID + ":7"));
			this.transport.write(scope, this.request, this.response);
		}
		assertThat(this.response.getHeader(HttpHeaders.SET_COOKIE)).contains("; Secure");
	}

	@Test
	void answerThatOnlyReadLeavesTheCookieOfAWriteAlone() {
		try (ConsistencyScope scope = TestTokens.open(UUID + ":1-7")) {
			scope.saw(Position.parse(UUID + ":1-9"));
			this.transport.write(scope, this.request, this.response);
		}
		assertThat(this.response.getHeaders(HttpHeaders.SET_COOKIE)).singleElement()
			.asString()
			.startsWith("consistency-seen=" + TestTokens.text(UUID + ":1-9") + ";");
	}

	@Test
	void answerWithoutNewsHasNoToken() {
		try (ConsistencyScope scope = TestTokens.open(UUID + ":1-7")) {
			scope.saw(Position.parse(UUID + ":1-5"));
			this.transport.write(scope, this.request, this.response);
		}
		assertThat(this.response.getHeaderNames()).isEmpty();
	}

	@Test
	void onlyTheHeaderIsAnsweredWhereCookiesAreSwitchedOff() {
		try (ConsistencyScope scope = TestTokens.open("")) {
			scope.wrote(Position.parse(UUID + ":7"));
			TestTokens.transport(false).write(scope, this.request, this.response);
		}
		assertThat(this.response.getHeaderNames()).containsExactly(TokenTransport.HEADER);
	}

}
