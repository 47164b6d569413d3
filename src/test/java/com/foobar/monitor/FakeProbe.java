package com.foobar.monitor;

import java.sql.SQLException;

import com.foobar.fixture.ManualClock;
import com.foobar.probe.Answer;
import com.foobar.probe.Probe;
import org.jspecify.annotations.Nullable;

/** Node by hand: it answers what it is told to, after as long as it is told to. */
final class FakeProbe implements Probe {

	private final ManualClock clock;

	private @Nullable Answer answer;

	private long millis;

	Runnable meanwhile = () -> {
	};

	boolean established = true;

	int aborts;

	FakeProbe(ManualClock clock) {
		this.clock = clock;
	}

	void answers(Answer answer, long millis) {
		this.answer = answer;
		this.millis = millis;
	}

	void fails() {
		this.answer = null;
	}

	@Override
	public Answer poll() throws SQLException {
		this.clock.advance(this.millis);
		this.meanwhile.run();
		if (this.answer == null) {
			throw new SQLException("refused");
		}
		return this.answer;
	}

	@Override
	public boolean isEstablished() {
		return this.established;
	}

	@Override
	public void abort() {
		this.aborts++;
	}

	@Override
	public void close() {
	}

}
