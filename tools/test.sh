#!/usr/bin/env bash
# Runs every test: rules, storage on both databases, HTTP, browser. Arguments go to `cargo test`.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/setup.sh test
node tools/bundle.mjs
# The tests start the program itself. Built together with them it shares every library; alone, Cargo would
# choose other features for a dozen of them and build those twice.
cargo build --bins --tests
PILOTBOARD_BIN="$(realpath "${CARGO_TARGET_DIR:-target}/debug/pilotboard")"
PILOTBOARD_AXE="$(realpath tools/node_modules/axe-core/axe.min.js)"
PILOTBOARD_CHROMIUM_86="$PWD/tools/browsers/node_modules/chrome-aws-lambda/bin/chromium"
PILOTBOARD_CHROMIUM_108="$PWD/tools/browsers/node_modules/@sparticuz/chromium/bin/chromium"
export PILOTBOARD_BIN PILOTBOARD_AXE PILOTBOARD_CHROMIUM_86 PILOTBOARD_CHROMIUM_108
exec cargo test "$@"
