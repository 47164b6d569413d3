package com.foobar.history;

import java.util.List;
import java.util.Random;

import com.foobar.pool.Failures;

/**
 * One visitor, whose every run is one operation on the next instance; what comes is
 * random and the same each time. Used by one thread at a time.
 */
final class Session implements Runnable {

	private final int id;

	private final Traffic traffic;

	private final List<Instance> instances;

	private final WriteFailures failures;

	private final History history;

	private final Random random;

	private int operations;

	private long number;

	Session(int id, Traffic traffic, List<Instance> instances, WriteFailures failures, History history) {
		this.id = id;
		this.traffic = traffic;
		this.instances = instances;
		this.failures = failures;
		this.history = history;
		this.random = new Random(id);
	}

	@Override
	public void run() {
		Instance instance = this.instances.get((this.id + this.operations++) % this.instances.size());
		if (this.random.nextDouble() < this.traffic.writes()) {
			write(instance);
		}
		else {
			read(instance, this.random.nextBoolean() ? this.id : this.random.nextInt(this.traffic.sessions()));
		}
	}

	private void write(Instance instance) {
		this.number++;
		long start = System.nanoTime();
		try {
			instance.write(this.id, this.number);
			add(instance, Outcome.ACKNOWLEDGED, "", start, System.nanoTime());
		}
		catch (Exception ex) {
			long end = System.nanoTime();
			add(instance, this.failures.classify(ex), Failures.describe(ex), start, end);
		}
	}

	private void add(Instance instance, Outcome outcome, String failure, long start, long end) {
		this.history.add(new Write(instance.name(), this.id, this.number, outcome, failure, start, end));
	}

	private void read(Instance instance, int register) {
		long start = System.nanoTime();
		try {
			long found = instance.read(this.id, register);
			add(instance, register, found, "", start, System.nanoTime());
		}
		catch (Exception ex) {
			add(instance, register, 0, Failures.describe(ex), start, System.nanoTime());
		}
	}

	private void add(Instance instance, int register, long found, String failure, long start, long end) {
		this.history.add(new Read(instance.name(), this.id, register, found, failure, start, end));
	}

}
