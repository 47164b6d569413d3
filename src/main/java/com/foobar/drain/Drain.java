package com.foobar.drain;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Holds the end of the web server up until the proxies have left this instance. It is the
 * first to be stopped; readiness is refused by then. Safe for use by many threads: they
 * share the stage alone.
 */
final class Drain implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(Drain.class);

	private final DrainProperties properties;

	private volatile Stage stage = Stage.STOPPED;

	Drain(DrainProperties properties) {
		this.properties = properties;
	}

	Stage stage() {
		return this.stage;
	}

	@Override
	public void start() {
		this.stage = Stage.SERVING;
	}

	@Override
	public void stop() {
		this.stage = Stage.STOPPED;
	}

	@Override
	public void stop(Runnable callback) {
		logger.info("Stops in %d ms, when the proxies have left"
			.formatted(this.properties.notice().plus(this.properties.handover()).toMillis()));
		this.stage = Stage.NOTICE;
		Thread thread = new Thread(() -> leave(callback), "drain");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Goes through the stages, in a thread of its own: those that are shared may all be
	 * waiting for the end.
	 */
	private void leave(Runnable callback) {
		try {
			Thread.sleep(this.properties.notice().toMillis());
			this.stage = Stage.HANDOVER;
			Thread.sleep(this.properties.handover().toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		callback.run();
	}

	/** Not in its last stages: who is started again after them serves again. */
	@Override
	public boolean isRunning() {
		return this.stage == Stage.SERVING;
	}

	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

	/** How far an instance is from its end. */
	enum Stage {

		/**
		 * Not started, or without a web server that could answer.
		 */
		STOPPED,

		/**
		 * Not told to stop.
		 */
		SERVING,

		/**
		 * Answers, and closes each connection with its answer.
		 */
		NOTICE,

		/**
		 * The same, but what may be asked twice is for another instance to answer.
		 */
		HANDOVER

	}

}
