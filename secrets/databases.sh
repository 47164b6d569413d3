#!/usr/bin/env bash
# Makes the stack's secrets once and hands each service its own share of them, so that none is in the repository,
# in an image or in `docker inspect`. Running it again makes what is missing and changes nothing else.
. /usr/local/lib/vault.sh

authority 'foobar database authority'
original ca.p12 openssl pkcs12 -export -nokeys -in "$vault/ca.pem" -jdktrust anyExtendedKeyUsage \
  -certpbe NONE -nomac -passout pass: # Connector/J reads PKCS12, not PEM

# Every node proves its name to whoever comes, and to the node it follows; the controller proves its own to both.
for node in db1 db2; do
  certificate "$node" 3650 90 -addext "subjectAltName=DNS:$node" -addext extendedKeyUsage=serverAuth,clientAuth
done
certificate controller 3650 90 -addext extendedKeyUsage=clientAuth
[ "$vault/controller.p12" -nt "$vault/controller.pem" ] ||
  openssl pkcs12 -export -in "$vault/controller.pem" -inkey "$vault/controller.key" -passout pass: |
  publish "$vault/controller.p12"

# One password per database user; that of a user whom a node logs in as on another may have 32 characters at most.
for user in root controller writer reader migrator monitor; do original "$user.password" openssl rand -hex 32; done
for user in replication clone; do original "$user.password" openssl rand -hex 16; done
original visitor-key openssl rand -hex 32 # signs the visitors' cookies, the same on every instance
original consistency-key openssl rand -hex 32 # signs what visitors must see again, the same on every instance

# Each service is given what it uses and owns its copy.
for node in db1 db2; do
  share "$node" 999:999 . ca.pem=ca.pem server.pem="$node.pem" server.key="$node.key" \
    root.password=root.password controller.password=controller.password
done
share controller 999:999 foobar foobar.controller.password=controller.password \
  foobar.controller.users.writer=writer.password foobar.controller.users.reader=reader.password \
  foobar.controller.users.migrator=migrator.password foobar.controller.users.monitor=monitor.password \
  foobar.controller.users.replication=replication.password foobar.controller.users.cloning=clone.password
share controller 999:999 foobar-tls ca.p12=ca.p12 ca.pem=ca.pem controller.p12=controller.p12 \
  controller.pem=controller.pem controller.key=controller.key # PKCS12 for Connector/J, PEM for MySQL's own clients
share app 10001:10001 foobar guestbook.visitor-key=visitor-key foobar.consistency.keys=consistency-key \
  foobar.routing.writer.password=writer.password \
  foobar.routing.reader.password=reader.password foobar.routing.migrator.password=migrator.password \
  foobar.routing.monitor.password=monitor.password
share app 10001:10001 foobar-ca ca.p12=ca.p12
