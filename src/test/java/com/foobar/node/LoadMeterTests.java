package com.foobar.node;

import com.foobar.fixture.ManualClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Tests how the load of a node is measured. */
class LoadMeterTests {

	/** Of an idle node that has not been measured, which is a microsecond. */
	private static final double LEAST = 1000;

	private final ManualClock clock = new ManualClock();

	private final LoadMeter meter = new LoadMeter(this.clock);

	@Test
	void costGrowsWithWhatIsUnderWay() {
		assertThat(this.meter.cost()).isEqualTo(LEAST);
		this.meter.began();
		this.meter.began();
		assertThat(this.meter.cost()).isEqualTo(3 * LEAST);
	}

	@Test
	void firstMeasurementCountsInFull() {
		read(20);
		assertThat(this.meter.cost()).isCloseTo(20e6, within(1.0));
	}

	@Test
	void laterMeasurementsCountByTheTimeSinceTheLast() {
		read(20);
		this.clock.advance(100);
		read(20);
		assertThat(this.meter.cost()).isCloseTo(20e6, within(1.0));
		read(10);
		assertThat(this.meter.cost()).isBetween(19e6, 20e6);
	}

	@Test
	void costDecaysSoThatASlowNodeIsTriedAgain() {
		read(20);
		this.clock.advance(1000);
		assertThat(this.meter.cost()).isCloseTo(20e6 / Math.E, within(1.0));
		this.clock.advance(60_000);
		assertThat(this.meter.cost()).isEqualTo(LEAST);
	}

	@Test
	void clockMayStartAnywhere() {
		this.clock.advance(5000);
		assertThat(this.clock.getAsLong()).isNegative();
		LoadMeter late = new LoadMeter(this.clock);
		assertThat(late.cost()).isEqualTo(LEAST);
		late.began();
		long began = this.clock.getAsLong();
		this.clock.advance(20);
		late.ended(began);
		assertThat(late.cost()).isCloseTo(20e6, within(1.0));
	}

	private void read(long millis) {
		this.meter.began();
		long began = this.clock.getAsLong();
		this.clock.advance(millis);
		this.meter.ended(began);
	}

}
