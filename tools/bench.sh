#!/usr/bin/env bash
# Builds the program as `make run` does and prints its figures beside their budgets. Arguments choose parts: pages,
# problems, practices, saves, scale, browser, cache.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/setup.sh bench
node tools/bundle.mjs
target="$(realpath -m "${CARGO_TARGET_DIR:-target}")"
cargo build --release -p server
cargo build --release -p charts --example floor
# What fills and writes databases, as the tests are built.
cargo build --bins --tests
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cp "$target/release/examples/floor" "$target/debug/enlarge" "$target/debug/writes" "$target/debug/problems" "$target/debug/library" "$target/debug/load" "$folder"
node tools/bench/main.mjs "$target/release/pilotboard" "$folder" "$@"
