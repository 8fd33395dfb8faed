#!/usr/bin/env bash
# Builds and serves the demonstration anew after every change.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/setup.sh run
exec node tools/dev.mjs
