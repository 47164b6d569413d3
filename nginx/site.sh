#!/usr/bin/env bash
# Makes what the web servers serve of the page's sources: scripts and styles in one file each, under names that change
# with their content, and each file as it is, by gzip and by brotli, in trees of the same names.
set -euo pipefail
sources=$1 site=$2
plain=$site/identity

esbuild "$sources"/js/main.js "$sources"/style.css "$sources"/favicon.svg --outdir="$plain/assets" --outbase="$sources" \
  --entry-names='[name]-[hash]' --loader:.svg=copy --bundle --minify --format=esm --target=es2022 --log-level=warning

# The page names its parts as they are called now; one that it still called by its old name would not be there.
cp "$sources/index.html" "$plain/"
for part in js/main.js style.css favicon.svg; do
  file=${part##*/}
  made=$(cd "$plain" && echo assets/"${file%.*}"-*."${file##*.}")
  [ -s "$plain/$made" ] && grep -qF "\"/$part\"" "$plain/index.html"
  sed -i "s|\"/$part\"|\"/$made\"|" "$plain/index.html"
done

tree() { # NAME COMMAND...: each file as COMMAND makes it of its standard input
  local file
  cd "$plain" && find . -type f | while read -r file; do
    install -D -m 0644 <("${@:2}" <"$file") "$site/$1/$file"
  done
}
tree gzip gzip -9n
tree br brotli -q 11 -c
