#!/usr/bin/env bash
# Builds and serves the demonstration at 127.0.0.1:3000 anew after every change; open pages load themselves anew.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/setup.sh dev
cache="${PILOTBOARD_CACHE:-$HOME/.cache/pilotboard}"
# The open pages hold a connection that a gentle stop would wait for.
exec "$cache/watchexec/bin/watchexec" --restart --stop-signal KILL --debounce 300ms --exts rs,css,sql,csv,toml,svg \
  --watch app --watch server --watch style --watch migrations -- \
  'node tools/bundle.mjs && cargo build -p server --features reload &&
   "${CARGO_TARGET_DIR:-target}/debug/pilotboard" demo && exec "${CARGO_TARGET_DIR:-target}/debug/pilotboard" serve'
