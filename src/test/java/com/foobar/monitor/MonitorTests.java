package com.foobar.monitor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.foobar.probe.MonitorSettings;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Node;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests for {@link Monitor} on nodes that are not there. */
class MonitorTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final CurrentTopology current = new CurrentTopology(List.of("db1", "db2"), List.of());

	@Test
	void firstLookSeesThatNobodyIsThere() throws Exception {
		try (ServerSocket frozen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				Monitor monitor = new Monitor(Map.of("db1", url(frozen.getLocalPort()), "db2", url(freePort())),
						settings(), this.current)) {
			monitor.start();
			assertThat(monitor.awaitFirstLook(PATIENCE)).isTrue();
			assertThat(this.current.get().nodes()).allMatch(Node::isSeen);
			assertThat(this.current.get().node("db1").detail()).contains("timed out");
			assertThat(this.current.get().node("db2").detail()).contains("refused");
		}
	}

	@Test
	void firstLookIsAwaitedNoLongerThanAsked() throws Exception {
		try (Monitor monitor = new Monitor(Map.of("db1", url(1), "db2", url(1)), settings(), this.current)) {
			assertThat(monitor.awaitFirstLook(Duration.ofMillis(1))).as("not started").isFalse();
		}
	}

	@Test
	void nodesOfTheTopologyAreNeededAndNoOthers() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Monitor(Map.of("db3", url(1)), settings(), this.current).close())
			.withMessage("Nodes [db3] cannot be monitored as [db1, db2]");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static String url(int port) {
		return "jdbc:mysql://127.0.0.1:%d/guestbook".formatted(port);
	}

	private static MonitorSettings settings() {
		return new MonitorSettings("monitor", "", Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(1));
	}

}
