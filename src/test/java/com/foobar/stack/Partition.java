package com.foobar.stack;

import java.util.ArrayList;
import java.util.List;

/**
 * A container that reaches some others no longer, while everybody else reaches it: its
 * kernel has no way to their addresses, so neither questions nor answers go there. Ends
 * with the container's next start too. Used by one thread.
 */
final class Partition implements AutoCloseable {

	/**
	 * Adds (0x890B) or removes (0x890C) a route that leads nowhere for each address, by
	 * the old call of the kernel that needs no tool: its structure is the C library's
	 * {@code rtentry}, the flags are those for "up", "host" and "reject".
	 */
	private static final String ROUTES = """
			use Socket;
			my $call = shift eq 'add' ? 0x890B : 0x890C;
			socket(my $socket, PF_INET, SOCK_DGRAM, 0) or die "socket: $!";
			for my $address (@ARGV) {
			  my $to = pack('S n a4 x8', AF_INET, 0, inet_aton($address));
			  my $none = pack('S x14', AF_INET);
			  my $mask = pack('S n a4 x8', AF_INET, 0, inet_aton('255.255.255.255'));
			  my $route = pack('Q a16 a16 a16 S s x4 Q Q s x6 Q Q Q S x6',
			    0, $to, $none, $mask, 0x205, 0, 0, 0, 0, 0, 0, 0, 0);
			  ioctl($socket, $call, $route) or die "$address: $!";
			}
			""";

	private final String service;

	private final String container;

	private final List<String> addresses;

	private Partition(String service, String container, List<String> addresses) {
		this.service = service;
		this.container = container;
		this.addresses = addresses;
	}

	/** Cuts a service off from others. */
	static Partition between(String service, String... others) {
		List<String> addresses = new ArrayList<>();
		for (String other : others) {
			Stack.inspect(other)
				.get("NetworkSettings")
				.get("Networks")
				.forEach((network) -> addresses.add(network.get("IPAddress").asString()));
		}
		addresses.removeIf(String::isEmpty);
		Partition partition = new Partition(service, Stack.container(service), addresses);
		partition.route("add");
		return partition;
	}

	/** Runs in the container's network with an image that has Perl. */
	private void route(String verb) {
		String image = Stack.inspect("web1").get("Config").get("Image").asString();
		List<String> command = new ArrayList<>(
				List.of("docker", "run", "--rm", "--network", "container:" + this.container, "--cap-drop", "ALL",
						"--cap-add", "NET_ADMIN", "--user", "0:0", "--entrypoint", "perl", image, "-e", ROUTES, verb));
		command.addAll(this.addresses);
		Stack.run(command);
	}

	@Override
	public void close() {
		route("remove");
	}

	@Override
	public String toString() {
		return "%s cut off from %s".formatted(this.service, this.addresses);
	}

}
