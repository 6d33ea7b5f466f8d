#!/bin/sh
# Runs a worker beside a router: run-worker.sh WORKER PORT ROUTERS
# The process becomes the worker; the router ends when the worker has.
set -eu
folder=$(mktemp -d)
mkfifo "$folder/port" "$folder/alive"
"$(dirname "$0")/router" <"$folder/alive" >"$folder/port" &
# Held open by the worker alone: its end is the router's.
exec 9>"$folder/alive"
read -r port <"$folder/port"
seq -f "router-%g $port" "$3" >"$folder/routers"
exec 8<"$folder/routers"
rm -r "$folder"
exec "$1" --port "$2" --routers /dev/fd/8
