#!/usr/bin/env bash
# Makes the stack's secrets once and hands each service its own share of them, so that none is in the repository,
# in an image or in `docker inspect`. Running it again makes what is missing and changes nothing else.
set -euo pipefail
umask 0277 # files are born 0400: no chmod, so the container needs no capability but CHOWN

vault=/vault # the originals; no other container mounts them
shares=/shares # one volume per consumer

# A file appears whole or not at all, whenever this script is killed.
publish() { # FILE [OWNER]: standard input becomes FILE
  rm -f "$1.new"
  cat >"$1.new"
  [ -s "$1.new" ]
  sync "$1.new"
  chown "${2:-0:0}" "$1.new"
  mv -f "$1.new" "$1"
}

original() { # NAME COMMAND...: the output of COMMAND is kept as NAME, unless it is there
  [ -s "$vault/$1" ] || "${@:2}" | publish "$vault/$1"
}

share() { # SERVICE OWNER DIRECTORY FILE=NAME...: the service reads each NAME as FILE
  local directory=$shares/$1/$3 owner=$2 pair
  (umask 0022 && mkdir -p "$directory")
  for pair in "${@:4}"; do publish "$directory/${pair%%=*}" "$owner" <"$vault/${pair#*=}"; done
}

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256; }

request() { # NAME ARGUMENTS...: what is written here and nothing from the image's openssl.cnf
  openssl req -new -config <(printf '[req]\ndistinguished_name = dn\n[dn]\n') -subj "/CN=$1" "${@:2}"
}

# Every node proves its name with a certificate of the stack's own authority, renewed 90 days before its end.
original ca.key new_key
original ca.pem request 'foobar database authority' -x509 -key "$vault/ca.key" -days 7300 \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
original ca.p12 openssl pkcs12 -export -nokeys -in "$vault/ca.pem" -jdktrust anyExtendedKeyUsage \
  -certpbe NONE -nomac -passout pass: # Connector/J reads PKCS12, not PEM
for node in db1 db2; do
  original "$node.key" new_key
  openssl x509 -in "$vault/$node.pem" -noout -checkend 7776000 &>/dev/null ||
    request "$node" -key "$vault/$node.key" -addext "subjectAltName=DNS:$node" \
      -addext basicConstraints=critical,CA:FALSE -addext extendedKeyUsage=serverAuth,clientAuth |
    openssl x509 -req -copy_extensions copyall -CA "$vault/ca.pem" -CAkey "$vault/ca.key" -days 3650 |
    publish "$vault/$node.pem"
done

# One password per database user; a replication password may have 32 characters at most.
for user in root writer reader migrator monitor; do original "$user.password" openssl rand -hex 32; done
original replication.password openssl rand -hex 16
original visitor-key openssl rand -hex 32 # signs the visitors' cookies, the same on every instance
original consistency-key openssl rand -hex 32 # signs what visitors must see again, the same on every instance

# Each service is given what it uses and owns its copy.
for node in db1 db2; do
  share "$node" 999:999 . ca.pem=ca.pem server.pem="$node.pem" server.key="$node.key" \
    root.password=root.password replication.password=replication.password
done
share db1 999:999 . writer.password=writer.password reader.password=reader.password migrator.password=migrator.password \
  monitor.password=monitor.password
share app 10001:10001 foobar guestbook.visitor-key=visitor-key foobar.consistency.keys=consistency-key \
  foobar.routing.writer.password=writer.password \
  foobar.routing.reader.password=reader.password foobar.routing.migrator.password=migrator.password \
  foobar.routing.monitor.password=monitor.password
share app 10001:10001 foobar-ca ca.p12=ca.p12
