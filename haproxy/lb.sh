#!/usr/bin/env bash
# One load balancer: HAProxy answers, keepalived has the virtual address here while it does, and what both log goes to the
# container's output. None stays without the others, and SIGTERM ends both without cutting a request off.
set -euo pipefail

master=/run/haproxy/master.sock # steers HAProxy's processes, the one that is ending too

# HAProxy runs as its own user, without any capability, and only that user has power over it.
as_haproxy() { exec setpriv --reuid 99 --regid 99 --clear-groups "$@"; }
signal() { (as_haproxy bash -c "kill -$1 $haproxy") 2>/dev/null; }

# A line that is written by itself wakes two processes of Docker on its way to a file, which costs more than a file that is
# served: they go in batches, 20 a second. The pipe between has 1 MB, as much as it may (F_SETPIPE_SZ): 20 MB a second.
mkfifo /run/lb/log
as_haproxy perl -e '$| = 1; fcntl STDIN, 1031, 1 << 20;
  while (sysread STDIN, $lines, 1 << 20) { print $lines; select undef, undef, undef, 0.05 }' </run/lb/log & logger=$!
exec {log}>/run/lb/log

as_haproxy haproxy -W -S "$master,mode,600" -f /usr/local/etc/haproxy/haproxy.cfg >&"$log" & haproxy=$!
printf '$%s=%s\n' SELF "$HOSTNAME" ADDRESS "$ADDRESS" PEER "$PEER_ADDRESS" \
  PRIORITY "$PRIORITY" PRIORITY_2 $((250 - PRIORITY)) \
  VIRTUAL_ADDRESS "$VIRTUAL_ADDRESS" VIRTUAL_ADDRESS_2 "$VIRTUAL_ADDRESS_2" >/run/lb/settings.conf
nft "table inet peers { chain input { type filter hook input priority 0; tcp dport 1024 ip saddr != $PEER_ADDRESS drop; }; }"
keepalived --vrrp --dont-fork --log-console --config-id "$LB_MODE" --use-file /usr/local/etc/haproxy/keepalived.conf \
  -p /run/lb/keepalived.pid -r /run/lb/vrrp.pid -c /run/lb/checkers.pid -b /run/lb/bfd.pid >&"$log" & keepalived=$!

ask() { (as_haproxy socat -t 1 - "UNIX-CONNECT:$master" <<<"$1") 2>/dev/null || true; }

requests_in_flight() { # or none can be told of, since HAProxy is busy
  local workers worker sessions
  workers=$(ask 'show proc' | awk '$2 == "worker" { print $1 }')
  for worker in $workers; do
    sessions=$(ask "@!$worker show sess")
    if [ -z "$sessions" ] || grep -q fe=site <<<"$sessions"; then return 0; fi
  done
  [ -z "$workers" ] && [ -d /proc/$haproxy ]
}

# New connections are not answered here any more: their second attempt finds the other load balancer. Requests in flight
# end, and whoever is connected hears that this ends; then the address moves, and not before.
stop() {
  touch /run/lb/stopping
  nft 'table inet stop { chain input { type filter hook input priority 0; tcp flags syn / syn,ack tcp dport { 80, 443 } drop; }; }'
  signal USR1
  sleep 0.7
  local limit=$((SECONDS + 12)) # as long as nginx waits for an application
  while [ $SECONDS -lt $limit ] && requests_in_flight; do sleep 0.1; done
  end
  exit 0
}

end() {
  signal TERM || true
  kill -TERM "$keepalived" || true
  wait "$haproxy" "$keepalived" || true
  exec {log}>&-
  wait "$logger" || true
}

trap stop TERM
while [ -d /proc/$haproxy ] && [ -d /proc/$keepalived ] && [ -d /proc/$logger ]; do
  wait -n "$haproxy" "$keepalived" "$logger" || true
done
end
exit 1
