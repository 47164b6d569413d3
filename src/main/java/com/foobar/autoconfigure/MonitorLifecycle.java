package com.foobar.autoconfigure;

import java.time.Duration;

import com.foobar.monitor.Monitor;
import com.foobar.routing.RoutingProperties;
import com.foobar.topology.CurrentTopology;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Watches the nodes for as long as the application runs: from before its web server takes
 * requests until after it has stopped. Used by the thread that starts and stops the
 * application.
 */
public final class MonitorLifecycle implements SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(MonitorLifecycle.class);

	private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

	private final RoutingProperties properties;

	private final CurrentTopology topology;

	private @Nullable Monitor monitor;

	MonitorLifecycle(RoutingProperties properties, CurrentTopology topology) {
		this.properties = properties;
		this.topology = topology;
	}

	/** Begins to watch, unless it has begun, and waits for the first look. */
	@Override
	public void start() {
		if (this.monitor != null) {
			return;
		}
		Monitor started = new Monitor(this.properties.urls(), this.properties.monitor(), this.topology);
		started.start();
		this.monitor = started;
		awaitFirstLook(started);
	}

	private void awaitFirstLook(Monitor started) {
		try {
			if (!started.awaitFirstLook(FIRST_LOOK)) {
				logger.warn("Not all nodes have been looked at within %ss: %s".formatted(FIRST_LOOK.toSeconds(),
						this.topology.get().nodes()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stop() {
		if (this.monitor != null) {
			this.monitor.close();
			this.monitor = null;
		}
	}

	/** Of use where the application fails to start. */
	@Override
	public void destroy() {
		stop();
	}

	@Override
	public boolean isRunning() {
		return this.monitor != null;
	}

	/** Before the web server starts, and so after it has stopped. */
	@Override
	public int getPhase() {
		return 0;
	}

}
