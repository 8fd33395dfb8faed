#!/usr/bin/env bash
# Builds the program as `make run` does and prints its figures beside their budgets.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/setup.sh run
node tools/bundle.mjs
cargo build --release -p server
exec node tools/bench.mjs "$(realpath "${CARGO_TARGET_DIR:-target}/release/pilotboard")"
