package com.foobar.autoconfigure;

import java.time.Duration;
import java.util.function.Consumer;

import com.foobar.monitor.Monitor;
import com.foobar.routing.RoutingProperties;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.TopologyChangedEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.SmartLifecycle;

/**
 * Watches the nodes for as long as the application runs: from before anybody gets the
 * data source, which some use while they are made, until after the web server has
 * stopped. Changes become events of the application when all beans are there, the first
 * of them telling what was seen by then. Used by the thread that starts and stops the
 * application.
 */
public final class MonitorLifecycle implements SmartLifecycle, InitializingBean, DisposableBean {

	private static final Log logger = LogFactory.getLog(MonitorLifecycle.class);

	private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

	private final RoutingProperties properties;

	private final CurrentTopology topology;

	private final Consumer<TopologyChangedEvent> events;

	private @Nullable Monitor monitor;

	private boolean started;

	MonitorLifecycle(RoutingProperties properties, CurrentTopology topology, Consumer<TopologyChangedEvent> events) {
		this.properties = properties;
		this.topology = topology;
		this.events = events;
	}

	@Override
	public void afterPropertiesSet() {
		watch();
	}

	private Monitor watch() {
		Monitor watching = this.monitor;
		if (watching == null) {
			watching = new Monitor(this.properties.urls(), this.properties.monitor(), this.topology);
			watching.start();
			this.monitor = watching;
		}
		return watching;
	}

	/** Waits for the first look, which others may need. */
	@Override
	public void start() {
		if (!this.started) {
			this.started = true;
			awaitFirstLook(watch());
			this.topology.addLateListener(this.events);
		}
	}

	private void awaitFirstLook(Monitor watching) {
		try {
			if (!watching.awaitFirstLook(FIRST_LOOK)) {
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
		this.started = false;
		this.topology.removeListener(this.events);
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
		return this.started;
	}

	/** Before the web server starts, and so after it has stopped. */
	@Override
	public int getPhase() {
		return 0;
	}

}
