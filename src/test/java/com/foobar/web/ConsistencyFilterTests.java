package com.foobar.web;

import java.io.IOException;
import java.util.Objects;

import com.foobar.consistency.ConsistencyScope;
import com.foobar.position.Position;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ConsistencyFilterTests {

	private static final String UUID = TestTokens.UUID;

	private final ConsistencyFilter filter = new ConsistencyFilter(TestTokens.SCOPES, TestTokens.transport(true));

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@BeforeEach
	void allowAsync() {
		this.request.setAsyncSupported(true);
	}

	@Test
	void requestRunsInAScopeWithWhatItBrings() throws Exception {
		this.request.setCookies(new Cookie(TokenTransport.WROTE, TestTokens.text(UUID + ":1-5")));
		filter((request, response) -> assertThat(scope().token().position()).hasToString(UUID + ":1-5"));
		assertThat(ConsistencyScope.current()).isNull();
		assertThat(this.response.getHeaderNames()).isEmpty();
	}

	@Test
	void answerWithoutABodyHasTheTokenOfItsWrite() throws Exception {
		filter((request, response) -> write(7));
		assertToken(":7");
		assertThat(this.response.getHeader(HttpHeaders.SET_COOKIE)).startsWith("consistency-wrote=");
	}

	@Test
	void answerThatOnlyReadLeavesTheCookieOfAWriteAlone() throws Exception {
		this.request.setCookies(new Cookie(TokenTransport.WROTE, TestTokens.text(UUID + ":1-5")));
		filter((request, response) -> scope().saw(Position.parse(UUID + ":1-9")));
		assertToken(":1-9");
		assertThat(this.response.getHeader(HttpHeaders.SET_COOKIE)).startsWith("consistency-seen=");
	}

	@Test
	void requestThatFailsAfterItsWriteIsAnsweredWithItsToken() {
		assertThatIllegalStateException().isThrownBy(() -> filter((request, response) -> {
			write(7);
			throw new IllegalStateException("after the commit");
		}));
		assertToken(":7");
		assertThat(ConsistencyScope.current()).isNull();
	}

	@Test
	void requestThatGoesOnElsewhereIsAnsweredWhenItIsTakenUpAgain() throws Exception {
		filter((request, response) -> {
			write(7);
			request.startAsync();
		});
		assertThat(this.response.getHeaderNames()).isEmpty();
		takeUpAgain(this.response, (request, response) -> {
			assertThat(scope().token().position()).hasToString(UUID + ":7");
			response.getWriter().print("body");
		});
		assertToken(":7");
	}

	@Test
	void whatIsWrittenAfterARequestIsTakenUpAgainIsToldToo() throws Exception {
		filter((request, response) -> {
			write(7);
			request.startAsync();
		});
		takeUpAgain(this.response, (request, response) -> write(8));
		assertToken(":7-8");
		assertThat(ConsistencyScope.current()).isNull();
	}

	@Test
	void requestThatIsTakenUpAgainWithOurResponseIsAnsweredWithOneToken() throws Exception {
		HttpServletResponse[] ours = new HttpServletResponse[1];
		filter((request, response) -> {
			ours[0] = (HttpServletResponse) response;
			request.startAsync(request, response);
		});
		takeUpAgain(ours[0], (request, response) -> {
			write(7);
			response.getOutputStream().print("body");
		});
		assertToken(":7");
	}

	@Test
	void taskThatIsHandedOverAddsToTheAnswer() throws Exception {
		filter((request, response) -> {
			request.startAsync();
			Runnable task = ConsistencyScope.handOver(() -> write(7));
			runElsewhere(task);
		});
		takeUpAgain(this.response, (request, response) -> response.getWriter().print("body"));
		assertToken(":7");
	}

	private static void runElsewhere(Runnable task) {
		try {
			Thread thread = new Thread(task);
			thread.start();
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void takeUpAgain(HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
		this.request.setAsyncStarted(false);
		this.request.setDispatcherType(DispatcherType.ASYNC);
		this.filter.doFilter(this.request, response, chain);
	}

	private void filter(FilterChain chain) throws ServletException, IOException {
		this.filter.doFilter(this.request, this.response, chain);
	}

	private static void write(int number) {
		scope().wrote(Position.parse(UUID + ":" + number));
	}

	private static ConsistencyScope scope() {
		return Objects.requireNonNull(ConsistencyScope.current());
	}

	private void assertToken(String numbers) {
		assertThat(this.response.getHeaders(TokenTransport.HEADER)).hasSize(1);
		assertThat(this.response.getHeaders(HttpHeaders.SET_COOKIE)).hasSize(1);
		assertThat(TestTokens.position(Objects.requireNonNull(this.response.getHeader(TokenTransport.HEADER))))
			.isEqualTo(UUID + numbers);
	}

}
