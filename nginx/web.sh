#!/usr/bin/env bash
# Runs nginx. Told to stop, it first lets the load balancers know, by /healthz, and go. It ends when nginx does, however
# that comes about.
set -uo pipefail

leave() {
  touch /run/nginx/leaving
  sleep "$NOTICE"
  kill -QUIT $nginx
}

/docker-entrypoint.sh nginx -g 'daemon off;' &
nginx=$!
trap leave QUIT TERM
while wait $nginx; status=$?; kill -0 $nginx 2>/dev/null; do :; done
exit $status
