package com.foobar.web;

import java.io.IOException;
import java.util.Objects;

import com.foobar.consistency.ConsistencyScope;
import com.foobar.position.Position;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class TokenResponseTests {

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final ConsistencyScope scope = TestTokens.open("");

	private final TokenResponse reply = new TokenResponse(new MockHttpServletRequest(), this.response, this.scope,
			TestTokens.transport(true));

	@AfterEach
	void close() {
		this.scope.close();
	}

	@ParameterizedTest
	@EnumSource
	void tokenIsSetOnceBeforeTheAnswerIsOnItsWay(Way way) throws Throwable {
		write(7);
		way.sending.accept(this.reply);
		write(8);
		this.reply.begin();
		this.reply.flushBuffer();
		assertToken(":7");
	}

	@Test
	void whatIsWrittenAfterTheStreamWasAskedForIsToldToo() throws IOException {
		HttpServletResponse asked = this.reply;
		try (var stream = asked.getOutputStream()) {
			write(7);
			stream.print("body");
		}
		assertToken(":7");
		assertThat(this.response.getContentAsString()).isEqualTo("body");
	}

	@Test
	void whatIsWrittenAfterTheWriterWasAskedForIsToldToo() throws IOException {
		try (var writer = this.reply.getWriter()) {
			write(7);
			writer.print("body");
		}
		assertToken(":7");
		assertThat(this.response.getContentAsString()).isEqualTo("body");
	}

	@Test
	void streamAndWriterAreTheSameEachTime() throws IOException {
		assertThat(this.reply.getOutputStream()).isSameAs(this.reply.getOutputStream());
		this.reply.reset();
		assertThat(this.reply.getWriter()).isSameAs(this.reply.getWriter());
	}

	@Test
	void responseThatStartsOverIsGivenItsTokenAgain() throws IOException {
		write(7);
		this.reply.getWriter().print("wrong");
		this.reply.reset();
		assertThat(this.response.getHeaderNames()).isEmpty();
		this.reply.getOutputStream().print("right");
		assertToken(":7");
		assertThat(this.response.getContentAsString()).isEqualTo("right");
	}

	@Test
	void responseThatIsOnItsWayIsLeftAlone() throws IOException {
		this.response.flushBuffer();
		write(7);
		this.reply.begin();
		assertThat(this.response.getHeaderNames()).isEmpty();
	}

	private void write(int number) {
		this.scope.wrote(Position.parse(TestTokens.UUID + ":" + number));
	}

	private void assertToken(String numbers) {
		assertThat(this.response.getHeaders(TokenTransport.HEADER)).hasSize(1);
		assertThat(this.response.getHeaders(HttpHeaders.SET_COOKIE)).hasSize(1);
		assertThat(TestTokens.position(Objects.requireNonNull(this.response.getHeader(TokenTransport.HEADER))))
			.isEqualTo(TestTokens.UUID + numbers);
	}

	/** The ways in which an answer is sent. */
	enum Way {

		BYTE((reply) -> reply.getOutputStream().write('x')),

		BYTES((reply) -> reply.getOutputStream().write(new byte[] { 'x', 'y' })),

		STREAM_FLUSHED((reply) -> reply.getOutputStream().flush()),

		STREAM_CLOSED((reply) -> reply.getOutputStream().close()),

		TEXT((reply) -> reply.getWriter().print("text")),

		CHARACTER((reply) -> {
			reply.getWriter().print('x');
			reply.getWriter().flush();
		}),

		LINE((reply) -> reply.getWriter().println()),

		WRITER_FLUSHED((reply) -> reply.getWriter().flush()),

		WRITER_CLOSED((reply) -> reply.getWriter().close()),

		FLUSHED(HttpServletResponse::flushBuffer),

		ERROR((reply) -> reply.sendError(503)),

		ERROR_WITH_MESSAGE((reply) -> reply.sendError(503, "later")),

		REDIRECT((reply) -> reply.sendRedirect("/")),

		REDIRECT_WITH_STATUS((reply) -> reply.sendRedirect("/", 303)),

		REDIRECT_WITH_BODY((reply) -> reply.sendRedirect("/", false));

		private final ThrowingConsumer<HttpServletResponse> sending;

		Way(ThrowingConsumer<HttpServletResponse> sending) {
			this.sending = sending;
		}

	}

}
