#!/usr/bin/env bash
# Prints what the program weighs and how fast it is.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/setup.sh run
node tools/bundle.mjs
cargo build --release -p server
program="${CARGO_TARGET_DIR:-target}/release/pilotboard"
"$program" --version
