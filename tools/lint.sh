#!/usr/bin/env bash
# Format, clippy for both targets, and the dependencies' licences and sources.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/setup.sh lint
cargo fmt --all --check
cargo clippy --all-targets -- -D warnings
# Alone, because `ssr` and `hydrate` must never unify.
cargo clippy -p browser --target wasm32-unknown-unknown -- -D warnings
PATH="${PILOTBOARD_CACHE:-$HOME/.cache/pilotboard}/cargo-deny/bin:$PATH"
# The list of security advisories is a download of its own: `cargo deny check advisories` where there is a network.
exec cargo deny check --hide-inclusion-graph bans licenses sources
