#!/bin/sh
# A private PostgreSQL for tests and benches, of the programs in $BIN: prints its socket's folder and lives until its
# input ends, which is the end of whoever started it. FSYNC=on makes it durable.
set -e
folder=$(mktemp -d "${TMPDIR:-/tmp}/pilotboard-pg-XXXXXX")
server=
trap '[ -z "$server" ] || { kill -QUIT $server; wait $server; }; rm -rf "$folder"' EXIT
trap '' PIPE
cd "$folder"
"$BIN/initdb" -D data -U pilotboard -A trust -E UTF8 --locale=C --no-sync >log 2>&1 || { cat log >&2; exit 1; }
"$BIN/postgres" -D data -k "$folder" -c listen_addresses= -c max_connections=300 -c fsync="${FSYNC:-off}" \
  >>log 2>&1 </dev/null &
server=$!
tries=0
until "$BIN/psql" -h "$folder" -U pilotboard -d postgres -c 'SELECT 1' >/dev/null 2>&1; do
  tries=$((tries + 1))
  if [ $tries -gt 300 ] || ! kill -0 $server 2>/dev/null; then cat log >&2; exit 1; fi
  sleep 0.1
done
echo "$folder"
cat >/dev/null
