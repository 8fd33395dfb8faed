#!/usr/bin/env bash
# Serves the demonstration pilot at 127.0.0.1:3000, having installed and built whatever is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/setup.sh run
node tools/bundle.mjs
cargo build --release -p server
program="${CARGO_TARGET_DIR:-target}/release/pilotboard"
"$program" demo
exec "$program" serve
