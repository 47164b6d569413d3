package com.foobar.autoconfigure;

import java.util.Map;

import com.foobar.FoobarApplication;
import com.foobar.fixture.DatabasePair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests the warnings of an application whose database promises less than it should. */
@ExtendWith(OutputCaptureExtension.class)
class SetupCheckIT {

	private final DatabasePair databases = DatabasePair.get();

	@Test
	void readerWhoMayWriteIsWarnedOfByNameAndRight(CapturedOutput output) {
		start("--foobar.routing.reader.username=writer", "--foobar.routing.reader.password=writer-password");
		assertThat(output)
			.contains("Property 'foobar.routing.reader.username' is 'writer', who may do more than read (")
			.contains("INSERT");
	}

	@Test
	void readerWhoMayOnlyReadIsNotWarnedOf(CapturedOutput output) {
		start();
		assertThat(output).contains("Started")
			.doesNotContain("who may do more than read")
			.doesNotContain("could not be looked at")
			.doesNotContain("could not be used");
	}

	@Test
	void writerWhomThePrimaryRefusesIsWarnedOf(CapturedOutput output) {
		start("--foobar.routing.writer.password=wrong");
		assertThat(output).containsPattern(
				"could not be used as 'writer', so transactions that write fail: .*Access denied for user 'writer'");
	}

	private void start(String... arguments) {
		new SpringApplicationBuilder(FoobarApplication.class).web(WebApplicationType.NONE)
			.properties(Map.copyOf(this.databases.properties()))
			.run(arguments)
			.close();
	}

}
