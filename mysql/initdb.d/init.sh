# Sourced by the image's entrypoint on the first start of an empty volume, before the server listens on the network:
# the primary gets the database and its users, a replica (REPLICATION_SOURCE names its source) only where to read them from.

password() { cat "/run/secrets/$1.password"; }

# The users travel to the replicas like any other data; each may do what its one job needs.
primary() {
  cat <<SQL
CREATE DATABASE guestbook CHARACTER SET utf8mb4;
CREATE USER writer IDENTIFIED BY '$(password writer)' REQUIRE SSL;
CREATE USER reader IDENTIFIED BY '$(password reader)' REQUIRE SSL;
CREATE USER migrator IDENTIFIED BY '$(password migrator)' REQUIRE SSL;
CREATE USER monitor IDENTIFIED BY '$(password monitor)' REQUIRE SSL;
CREATE USER replication IDENTIFIED BY '$(password replication)' REQUIRE SSL;
GRANT SELECT, INSERT, UPDATE, DELETE ON guestbook.* TO writer;
GRANT SELECT ON guestbook.* TO reader;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES ON guestbook.* TO migrator;
GRANT REPLICATION CLIENT ON *.* TO monitor;
GRANT REPLICATION SLAVE ON *.* TO replication;
SQL
}

# Replication starts by itself with every start of the server and never gives up; from the next start on nobody writes here.
replica() {
  cat <<SQL
CHANGE REPLICATION SOURCE TO SOURCE_HOST = '$REPLICATION_SOURCE', SOURCE_AUTO_POSITION = 1,
  SOURCE_USER = 'replication', SOURCE_PASSWORD = '$(password replication)',
  SOURCE_SSL = 1, SOURCE_SSL_CA = '/run/secrets/ca.pem', SOURCE_SSL_VERIFY_SERVER_CERT = 1,
  SOURCE_CONNECT_RETRY = 1, SOURCE_RETRY_COUNT = 0, SOURCE_HEARTBEAT_PERIOD = 1;
SET PERSIST_ONLY super_read_only = ON;
SQL
}

# History begins here: what the image did so far belongs to this node alone, and so does its administrator.
# The health check takes the last statement for the sign that all of this was done.
docker_process_sql <<SQL
RESET BINARY LOGS AND GTIDS;
$(if [ -n "${REPLICATION_SOURCE:-}" ]; then replica; else primary; fi)
SET sql_log_bin = 0;
ALTER USER root@localhost IDENTIFIED WITH auth_socket AS 'mysql';
SQL
