# Sourced by the image's entrypoint on the first start of an empty volume, before the server listens on the network.
# Every node is left the same: empty, without a history, refusing writes. Who is the primary, and the databases and users
# that travel to its replicas, are the controller's to decide.

password() { cat "/run/secrets/$1.password"; }

# The controller comes from the network, with the one certificate in its name. It passes on rights it has itself, so it
# has those of every user it makes. The server's own threads are a system user's, and an applier that waits for the rest
# of a transaction whose source died while sending it can be ended by nobody else.
controller() {
  cat <<SQL
CREATE USER controller IDENTIFIED BY '$(password controller)' REQUIRE SUBJECT '/CN=controller';
GRANT CREATE USER, PROCESS, RELOAD, REPLICATION CLIENT, REPLICATION SLAVE, SHUTDOWN ON *.* TO controller
  WITH GRANT OPTION;
GRANT CLONE_ADMIN, CONNECTION_ADMIN, REPLICATION_SLAVE_ADMIN, SYSTEM_USER, SYSTEM_VARIABLES_ADMIN ON *.* TO controller;
GRANT BACKUP_ADMIN ON *.* TO controller WITH GRANT OPTION;
GRANT SELECT ON performance_schema.* TO controller;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, SHOW VIEW, TRIGGER, EVENT ON guestbook.*
  TO controller WITH GRANT OPTION;
GRANT ALL ON controller.* TO controller;
SQL
}

# What the image did so far and what follows belongs to this node alone: no history may tell of it.
# The health check takes the last statement for the sign that all of this was done.
docker_process_sql <<SQL
RESET BINARY LOGS AND GTIDS;
SET sql_log_bin = 0;
$(controller)
SET PERSIST_ONLY super_read_only = ON;
ALTER USER root@localhost IDENTIFIED WITH auth_socket AS 'mysql';
SQL
