#!/usr/bin/env bash
# Gives the load balancers the site's certificate: yours, where the folder certificates has one, else one by an authority
# of the stack's own. Running it again makes what is missing, near its end or for other names, and changes nothing else.
. /usr/local/lib/vault.sh

own=/certificates # fullchain.pem and privkey.pem, as certbot names them
name=www.foobar.com
names=DNS:www.foobar.com,DNS:foobar.com,DNS:localhost,IP:127.0.0.1 # and the load balancers' addresses
for address in $ADDRESSES; do names+=,IP:$address; done

# Whoever trusts this authority trusts it with this site alone, and with private addresses.
authority 'foobar edge authority' -addext "nameConstraints=critical,permitted;DNS:foobar.com,permitted;DNS:localhost,\
permitted;IP:127.0.0.0/255.0.0.0,permitted;IP:10.0.0.0/255.0.0.0,permitted;IP:172.16.0.0/255.240.0.0,\
permitted;IP:192.168.0.0/255.255.0.0"
[ "$(cat "$vault/names" 2>/dev/null)" = "$names" ] || rm -f "$vault/$name.pem"
certificate "$name" "$CERTIFICATE_DAYS" 30 -addext "subjectAltName=$names" -addext extendedKeyUsage=serverAuth
publish "$vault/names" <<<"$names"

# HAProxy takes chain and key in one file, so that no reload finds one that does not fit the other.
if [ -e "$own/fullchain.pem" ]; then
  openssl x509 -in "$own/fullchain.pem" -noout -checkend 0 >/dev/null || echo "certificates/fullchain.pem is past its end"
  [ "$(openssl x509 -in "$own/fullchain.pem" -noout -pubkey)" = "$(openssl pkey -in "$own/privkey.pem" -pubout)" ] ||
    { echo "certificates/privkey.pem is not the key of certificates/fullchain.pem" >&2; exit 1; }
  cat "$own/fullchain.pem" "$own/privkey.pem" | publish "$vault/site.pem"
else
  cat "$vault/$name.pem" "$vault/$name.key" | publish "$vault/site.pem"
fi
share lb 99:99 . site.pem=site.pem ca.pem=ca.pem
openssl x509 -in "$vault/site.pem" -noout -subject -issuer -enddate
