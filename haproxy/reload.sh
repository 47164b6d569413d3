#!/usr/bin/env bash
# Takes up a changed configuration or certificate without ending a connection; where that fails, the old ones stay.
set -euo pipefail
answer=$(setpriv --reuid 99 --regid 99 --clear-groups \
  socat -t 30 - UNIX-CONNECT:/run/haproxy/master.sock <<<reload) # its answer comes when that is done
echo "$answer"
[[ $answer == Success=1* ]]
