package com.foobar.controller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.foobar.fixture.ServerPort;
import com.foobar.pool.Credentials;
import com.foobar.server.Accounts;
import com.foobar.server.Server;
import com.foobar.server.ServerSettings;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.RestartPolicy;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ExecConfig;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.WaitAllStrategy;
import org.testcontainers.utility.MountableFile;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Two MySQL servers as the stack's, with its configuration, its certificates and its
 * restart policy, and nobody who gives them roles.
 */
final class ControlledPair implements AutoCloseable {

	static final List<String> NAMES = List.of("db1", "db2");

	private static final String IMAGE = "mysql:9.7";

	private static final List<String> SECRETS = List.of("db1/ca.pem", "db1/server.pem", "db1/server.key",
			"db1/root.password", "db1/controller.password", "db2/ca.pem", "db2/server.pem", "db2/server.key",
			"db2/root.password", "db2/controller.password", "controller/foobar/foobar.controller.password",
			"controller/foobar-tls/ca.p12", "controller/foobar-tls/controller.p12");

	private final Network network = Network.newNetwork();

	private final Path secrets;

	private final Map<String, GenericContainer<?>> containers = new LinkedHashMap<>();

	private final Map<String, Integer> ports = new LinkedHashMap<>();

	private final Map<String, String> disks;

	private int row;

	ControlledPair() throws IOException {
		this(Map.of());
	}

	/**
	 * Two servers of which some have a disk in memory, which does not outlive a restart.
	 * @param disks the size of a server's disk, such as {@code 400m}, by its name
	 */
	ControlledPair(Map<String, String> disks) throws IOException {
		this.disks = disks;
		this.secrets = makeSecrets();
		for (String name : NAMES) {
			this.ports.put(name, ServerPort.find());
			create(name);
		}
	}

	private static Path makeSecrets() throws IOException {
		Path directory = Files.createTempDirectory("secrets");
		try (GenericContainer<?> container = new GenericContainer<>(IMAGE)
			.withCopyFileToContainer(MountableFile.forHostPath("secrets/databases.sh", 0755), "/usr/local/bin/secrets")
			.withCopyFileToContainer(MountableFile.forHostPath("secrets/vault.sh", 0644), "/usr/local/lib/vault.sh")
			.withCreateContainerCmdModifier((command) -> command.withUser("0:0")
				.withEntrypoint("bash", "-c", "mkdir -p /vault /shares/{app,db1,db2,controller} && secrets"))
			.withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(Duration.ofMinutes(1)))) {
			container.start();
			for (String secret : SECRETS) {
				Path file = directory.resolve(secret);
				Files.createDirectories(Objects.requireNonNull(file.getParent()));
				container.copyFileFromContainer("/shares/" + secret, file.toString());
			}
		}
		return directory;
	}

	/** A server with an empty volume. */
	private void create(String name) {
		GenericContainer<?> container = new GenericContainer<>(IMAGE).withNetwork(this.network)
			.withNetworkAliases(name)
			.withEnv("MYSQL_ROOT_PASSWORD_FILE", "/run/secrets/root.password")
			.withEnv("MYSQL_ROOT_HOST", "localhost")
			.withEnv("MYSQL_INITDB_SKIP_TZINFO", "1")
			.withCommand("mysqld", "--server-id=" + (NAMES.indexOf(name) + 1), "--report-host=" + name)
			.withCreateContainerCmdModifier((command) -> Objects.requireNonNull(command.getHostConfig())
				.withRestartPolicy(RestartPolicy.unlessStoppedRestart()))
			.waitingFor(new WaitAllStrategy());
		if (this.disks.containsKey(name)) {
			container.withTmpFs(Map.of("/var/lib/mysql", "rw,size=" + this.disks.get(name)));
		}
		files("mysql/conf.d").forEach((file) -> container.withCopyFileToContainer(MountableFile.forHostPath(file, 0644),
				"/etc/mysql/conf.d/" + file.getFileName()));
		files("mysql/initdb.d")
			.forEach((file) -> container.withCopyFileToContainer(MountableFile.forHostPath(file, 0644),
					"/docker-entrypoint-initdb.d/" + file.getFileName()));
		files(this.secrets.resolve(name).toString()).forEach((file) -> container
			.withCopyFileToContainer(MountableFile.forHostPath(file, 0644), "/run/secrets/" + file.getFileName()));
		container.setPortBindings(List.of(this.ports.get(name) + ":3306"));
		container.start();
		this.containers.put(name, container);
	}

	private static List<Path> files(String directory) {
		try (Stream<Path> files = Files.list(Path.of(directory))) {
			return files.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The servers for one controller, its statements passing by an interceptor, if any.
	 */
	List<Server> servers(String parameters) {
		return NAMES.stream()
			.map((name) -> new Server(new ServerSettings(name, url(name) + parameters, name + ":3306",
					new Credentials("controller", password()), new Credentials("replication", "replication"),
					new Credentials("clone", "clone"), Duration.ofSeconds(1))))
			.toList();
	}

	static Accounts accounts() {
		return new Accounts("guestbook", new Credentials("writer", "writer"), new Credentials("reader", "reader"),
				new Credentials("migrator", "migrator"), new Credentials("monitor", "monitor"));
	}

	private String url(String name) {
		Path tls = this.secrets.resolve("controller/foobar-tls");
		return "jdbc:mysql://localhost:%d/?sslMode=VERIFY_CA&trustCertificateKeyStoreType=PKCS12&trustCertificateKeyStoreUrl=file:%s&clientCertificateKeyStoreType=PKCS12&clientCertificateKeyStoreUrl=file:%s"
			.formatted(this.ports.get(name), tls.resolve("ca.p12"), tls.resolve("controller.p12"));
	}

	private String password() {
		try {
			return Files.readString(this.secrets.resolve("controller/foobar/foobar.controller.password")).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Statements of the controller's user, whose rights the tests share. */
	JdbcClient controller(String name) {
		return client(name, "controller", password());
	}

	/** Statements of the user that migrates, who may create tables and fill them. */
	JdbcClient migrator(String name) {
		return client(name, "migrator", "migrator");
	}

	/** A connection of the controller's user. */
	Connection connect(String name) throws SQLException {
		return dataSource(name, "controller", password()).getConnection();
	}

	private JdbcClient client(String name, String user, String password) {
		return JdbcClient.create(dataSource(name, user, password));
	}

	private DataSource dataSource(String name, String user, String password) {
		return new DriverManagerDataSource(url(name) + "&connectTimeout=2000&socketTimeout=10000", user, password);
	}

	/** Makes the table of numbered rows, if it is not there. */
	void createTable(String name) {
		migrator(name).sql("CREATE TABLE IF NOT EXISTS guestbook.t (id INT PRIMARY KEY)").update();
	}

	/** Adds the next row. */
	void write(String name) {
		insert(name, nextRow());
	}

	/** Adds a row of any number. */
	void insert(String name, int id) {
		migrator(name).sql("INSERT INTO guestbook.t VALUES (?)").param(id).update();
	}

	int nextRow() {
		return ++this.row;
	}

	/** The number of the row that was added last. */
	int lastRow() {
		return this.row;
	}

	/** Statements of the node's own administrator, from within its container. */
	void administrator(String name, String sql) {
		ExecResult result = execute(name, "mysql", "mysql", "-e", sql);
		if (result.getExitCode() != 0) {
			throw new IllegalStateException(name + ": " + result.getStderr());
		}
	}

	/** Takes what is free on a server's disk. */
	void fillDisk(String name) {
		execute(name, "root", "dd", "if=/dev/zero", "of=/var/lib/mysql/filler", "bs=64k");
	}

	/** Gives that back. */
	void clearDisk(String name) {
		execute(name, "root", "rm", "/var/lib/mysql/filler");
	}

	private ExecResult execute(String name, String user, String... command) {
		try {
			return container(name).execInContainer(ExecConfig.builder().user(user).command(command).build());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Leaves the server as a first start does: without data, users and a history. */
	void blank(String name) {
		administrator(name, """
				STOP REPLICA;
				RESET REPLICA ALL;
				SET GLOBAL rpl_semi_sync_source_enabled = OFF;
				SET GLOBAL super_read_only = OFF;
				SET sql_log_bin = 0;
				DROP DATABASE IF EXISTS guestbook;
				DROP DATABASE IF EXISTS controller;
				DROP USER IF EXISTS writer, reader, migrator, monitor, replication, clone;
				RESET BINARY LOGS AND GTIDS;
				SET GLOBAL super_read_only = ON""");
	}

	void kill(String name) {
		docker(name).killContainerCmd(id(name)).exec();
		docker(name).waitContainerCmd(id(name)).start().awaitStatusCode();
	}

	void start(String name) {
		docker(name).startContainerCmd(id(name)).exec();
	}

	/** Ends the server gracefully and starts it again. */
	void restart(String name) {
		docker(name).restartContainerCmd(id(name)).exec();
	}

	void pause(String name) {
		docker(name).pauseContainerCmd(id(name)).exec();
	}

	void unpause(String name) {
		docker(name).unpauseContainerCmd(id(name)).exec();
	}

	/** Starts whatever does not run. */
	void heal() {
		NAMES.forEach((name) -> {
			ContainerState state = container(name).getCurrentContainerInfo().getState();
			if (Boolean.TRUE.equals(state.getPaused())) {
				unpause(name);
			}
			else if (!Boolean.TRUE.equals(state.getRunning())) {
				start(name);
			}
		});
	}

	/** Throws the server away, its data too, and makes a new one. */
	void destroy(String name) {
		container(name).stop();
		create(name);
	}

	private GenericContainer<?> container(String name) {
		return Objects.requireNonNull(this.containers.get(name), name);
	}

	private String id(String name) {
		return container(name).getContainerId();
	}

	private DockerClient docker(String name) {
		return container(name).getDockerClient();
	}

	@Override
	public void close() {
		this.containers.values().forEach(GenericContainer::stop);
		this.network.close();
	}

}
