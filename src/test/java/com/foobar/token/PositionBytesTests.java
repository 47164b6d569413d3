package com.foobar.token;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Random;

import com.foobar.position.GtidSet;
import com.foobar.position.MariaDbPosition;
import com.foobar.position.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PositionBytesTests {

	private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			UUID:1                                     | 19
			UUID:1-5:7:9-11:tag_1:3:other:1-2          | 41
			UUID:1-9223372036854775806                 | 27
			UUID:1,ffffffff-ffff-ffff-ffff-ffffffffffff:x:1 | 40
			0-1-5                                      | 3
			0-4294967295-9223372036854775807,5-0-1     | 18
			""")
	void positionIsReadAsItWasWritten(String text, int length) {
		Position position = Position.parse(text.replace("UUID", UUID));
		byte[] bytes = bytes(position);
		assertThat(bytes).hasSize(length);
		assertThat(PositionBytes.read(PositionBytes.kind(position), ByteBuffer.wrap(bytes))).isEqualTo(position);
	}

	@Test
	void emptyPositionTakesNoBytes() {
		for (Position empty : new Position[] { GtidSet.EMPTY, MariaDbPosition.EMPTY }) {
			assertThat(bytes(empty)).isEmpty();
			assertThat(PositionBytes.read(PositionBytes.kind(empty), ByteBuffer.allocate(0)).isEmpty()).isTrue();
		}
	}

	@Test
	void positionOfAnotherKindIsRefused() {
		Position position = Position.parse("0-1-5");
		byte[] bytes = bytes(Position.parse(UUID + ":1"));
		assertThatIllegalArgumentException().isThrownBy(() -> PositionBytes.read(3, ByteBuffer.wrap(bytes)))
			.withMessageStartingWith("A position of kind 3 is not");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PositionBytes.read(PositionBytes.kind(position), ByteBuffer.allocate(0)))
			.withMessage("A position of kind 2 is not ''");
	}

	@Test
	void everyPositionIsReadAsItWasWritten() {
		for (long seed = 0; seed < 3000; seed++) {
			Position position = new RandomPositions(seed).position();
			int kind = PositionBytes.kind(position);
			Position read = PositionBytes.read(kind, ByteBuffer.wrap(bytes(position)));
			assertThat(read.toString()).as("seed " + seed).isEqualTo(position.toString());
		}
	}

	@Test
	void garbageIsReadOrRefused() {
		for (long seed = 0; seed < 20_000; seed++) {
			Random random = new Random(seed);
			byte[] bytes = new byte[random.nextInt(100)];
			random.nextBytes(bytes);
			for (int kind = 0; kind < 4; kind++) {
				readOrRefuse(kind, bytes);
			}
		}
	}

	private static void readOrRefuse(int kind, byte[] bytes) {
		try {
			assertThat(PositionBytes.kind(PositionBytes.read(kind, ByteBuffer.wrap(bytes)))).isEqualTo(kind);
		}
		catch (IllegalArgumentException | BufferUnderflowException ex) {
			assertThat(ex).as("refusal of garbage").isNotNull();
		}
	}

	private static byte[] bytes(Position position) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		PositionBytes.write(position, bytes);
		return bytes.toByteArray();
	}

}
