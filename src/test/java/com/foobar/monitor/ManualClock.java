package com.foobar.monitor;

import java.util.function.LongSupplier;

/** Clock by hand. */
final class ManualClock implements LongSupplier {

	private long nanos = Long.MAX_VALUE - 1_000_000_000;

	void advance(long millis) {
		this.nanos += millis * 1_000_000;
	}

	@Override
	public long getAsLong() {
		return this.nanos;
	}

}
