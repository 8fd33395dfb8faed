#!/usr/bin/env bash
# Builds and serves anew after every change, with the help of watchexec.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v watchexec >/dev/null || {
  echo 'dev: missing: watchexec; install it with: cargo install watchexec-cli --locked' >&2
  exit 1
}
exec watchexec --restart --watch app --watch server --watch style --watch migrations -- tools/run.sh
