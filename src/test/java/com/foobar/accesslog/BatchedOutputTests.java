package com.foobar.accesslog;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link BatchedOutput}. */
@ExtendWith(OutputCaptureExtension.class)
class BatchedOutputTests {

	private static final int LINES = 5000;

	private final BatchedOutput output = new BatchedOutput();

	@AfterEach
	void close() {
		this.output.close();
	}

	@Test
	void lineIsWrittenSoon(CapturedOutput captured) {
		this.output.write("line 1");
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> lines(captured).equals(List.of("line 1")));
	}

	@Test
	void allLinesAreWrittenBeforeItIsClosedInTheOrderOfEachThread(CapturedOutput captured) throws InterruptedException {
		List<Thread> threads = Stream.of("a", "b").map((name) -> new Thread(() -> write(name))).toList();
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		this.output.close();
		assertThat(lines(captured)).hasSize(2 * LINES);
		assertThat(lines(captured)).filteredOn((line) -> line.endsWith("a"))
			.isEqualTo(IntStream.range(0, LINES).mapToObj((number) -> "line " + number + "a").toList());
	}

	private void write(String name) {
		IntStream.range(0, LINES).forEach((number) -> this.output.write("line " + number + name));
	}

	@Test
	void lineAfterTheEndIsWrittenAtOnce(CapturedOutput captured) {
		this.output.close();
		this.output.write("line 1");
		assertThat(lines(captured)).containsExactly("line 1");
	}

	private static List<String> lines(CapturedOutput captured) {
		return captured.getOut().lines().filter((line) -> line.startsWith("line ")).toList();
	}

}
