#!/usr/bin/env bash
# Healthy is a node that finished its first start, listens on the network (during the first start it does not), and has
# no replication thread stopped by an error. One that follows nobody is healthy, as primary or before it is anything; so is
# a replica that is still looking for its source: it can be read.
set -euo pipefail

[ "$(mysql --batch --skip-column-names <<'SQL'
SELECT NOT @@skip_networking
  AND EXISTS (SELECT * FROM mysql.user WHERE user = 'root' AND plugin = 'auth_socket')
  AND NOT EXISTS (
    SELECT service_state, last_error_number FROM performance_schema.replication_connection_status
      WHERE service_state = 'OFF' AND last_error_number <> 0
    UNION ALL
    SELECT service_state, last_error_number FROM performance_schema.replication_applier_status_by_coordinator
      WHERE service_state = 'OFF' AND last_error_number <> 0
    UNION ALL
    SELECT service_state, last_error_number FROM performance_schema.replication_applier_status_by_worker
      WHERE service_state = 'OFF' AND last_error_number <> 0)
SQL
)" = 1 ]
