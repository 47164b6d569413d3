# What the scripts beside this one share: originals in a vault, an authority of their own, and each service's share.
set -euo pipefail
umask 0277 # files are born 0400: no chmod, so the container needs no capability for it

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

authority() { # NAME ARGUMENTS...: which exists in this stack alone
  original ca.key new_key
  original ca.pem request "$1" -x509 -key "$vault/ca.key" -days 7300 \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign "${@:2}"
}

certificate() { # NAME DAYS RENEWAL ARGUMENTS...: of that authority, for so many days, renewed so many before their end
  original "$1.key" new_key
  openssl x509 -in "$vault/$1.pem" -noout -checkend $(($3 * 86400)) &>/dev/null ||
    request "$1" -key "$vault/$1.key" -addext basicConstraints=critical,CA:FALSE "${@:4}" |
    openssl x509 -req -copy_extensions copyall -CA "$vault/ca.pem" -CAkey "$vault/ca.key" -days "$2" |
    publish "$vault/$1.pem"
}
