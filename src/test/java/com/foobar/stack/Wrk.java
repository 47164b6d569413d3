package com.foobar.stack;

import java.nio.file.Path;
import java.util.List;

/**
 * The load generator {@code wrk} in a container that is in the network of the load
 * balancers and in that of the applications, so that it can ask each tier directly. Used
 * by one thread.
 */
final class Wrk implements AutoCloseable {

	private final String container;

	private Wrk(String container) {
		this.container = container;
	}

	/** Builds its image, if need be, and starts it. */
	static Wrk start() {
		String image = Stack.run(List.of("docker", "build", "-q", Path.of("src/test/resources/throughput").toString()));
		return new Wrk(Stack
			.run(List.of("docker", "run", "-d", "--rm", "--init", "--network", Edge.network(), "--network",
					applications(), image.strip()))
			.strip());
	}

	private static String applications() {
		return Stack.networks()
			.stream()
			.map((network) -> network.get("Name").asString())
			.filter((name) -> name.endsWith("_app"))
			.findFirst()
			.orElseThrow();
	}

	/** Asks over and over, on connections that are kept. */
	Turn run(String url, int connections, int seconds) {
		List<String> lines = Stack.run(List.of("docker", "exec", this.container, "wrk", "-t1", "-c" + connections,
				"-d" + seconds + "s", "-s", "/report.lua", "-H", "Accept-Encoding: br", url))
			.lines()
			.toList();
		String[] words = lines.get(lines.size() - 1).split(" ");
		if (!words[2].equals("0")) {
			throw new AssertionError("%s requests of %s failed".formatted(words[2], url));
		}
		return new Turn(Double.parseDouble(words[0]), Double.parseDouble(words[1]) / 1000);
	}

	@Override
	public void close() {
		Stack.run(List.of("docker", "rm", "-f", this.container));
	}

	/**
	 * What a turn gave.
	 *
	 * @param perSecond requests
	 * @param median latency in milliseconds
	 */
	record Turn(double perSecond, double median) {

	}

}
