#!/usr/bin/env bash
# Finds or installs what a job needs: `run` (the default), `test`, `bench` or `lint`. What is there is left alone;
# what cannot be installed is named in one sentence. Own installations go to $PILOTBOARD_CACHE
# (~/.cache/pilotboard), shared by all checkouts.
set -euo pipefail
cd "$(dirname "$0")/.."

need="${1:-run}"
cache="${PILOTBOARD_CACHE:-$HOME/.cache/pilotboard}"
cargo_deny=0.20.2

say() { printf 'setup: %s\n' "$*"; }
stop() { printf 'setup: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# The version of a crate in Cargo.lock.
locked() { awk -v name="name = \"$1\"" '$0 == name { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock; }

# --- the system's own packages: gathered first, installed in one go ---
packages=()
lacking=()
lack() { lacking+=("$1"); shift; packages+=("$@"); }

has_initdb() { have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_chinese() {
  compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null ||
    { have fc-list && [ -n "$(fc-list :lang=zh-cn family)" ]; }
}

have cc || lack 'a C compiler' gcc libc6-dev
if [ "$need" = test ] || [ "$need" = bench ]; then
  have chromium || have chromium-browser || have google-chrome || lack Chromium chromium
  have chromedriver || lack "Chromium's driver" chromium-driver
  has_chinese || lack 'Chinese fonts' fonts-noto-cjk
  has_initdb || lack 'the PostgreSQL server' postgresql
fi

if [ ${#packages[@]} -gt 0 ]; then
  names="$(printf '%s, ' "${lacking[@]}")"
  names="${names%, }"
  by_hand="missing: $names; install with: apt-get install ${packages[*]} (as root; elsewhere your system's packages of these names)."
  have apt-get || stop "$by_hand"
  as_root=()
  if [ "$(id -u)" != 0 ]; then
    { have sudo && sudo -n true 2>/dev/null; } || stop "$by_hand"
    as_root=(sudo -n)
  fi
  say "installing $names (${packages[*]})"
  "${as_root[@]}" apt-get -qq update </dev/null || stop "$by_hand"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq install -y --no-install-recommends "${packages[@]}" </dev/null || stop "$by_hand"
fi

# LibreOffice opens what the tests make; without it they say so and go on.
if [ "$need" = test ] && ! have soffice && have apt-get; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  say 'installing LibreOffice (libreoffice-calc-nogui libreoffice-writer-nogui)'
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
    libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils </dev/null >/dev/null 2>&1 ||
    say 'LibreOffice could not be installed; what opens workbooks and Word files in it is skipped.'
fi

# --- Rust ---
{ have cargo && have rustc; } || stop 'missing: Rust; install the stable toolchain with rustup (https://rustup.rs).'

# rustup_add KIND NAME: a target or component that only rustup can add.
rustup_add() {
  have rustup || stop "missing: Rust's $1 $2; install it with your packages of Rust, or use rustup and run: rustup $1 add $2"
  say "installing Rust's $1 $2"
  rustup "$1" add "$2" || stop "could not install Rust's $1 $2; run: rustup $1 add $2"
}

# cargo_install NAME VERSION FOLDER BINARY. The lock file that a program is published with may ask for a
# dependency that is no longer, or not yet, to be had; then Cargo chooses.
cargo_install() {
  local name="$1" version="$2" folder="$3" binary="$4" build
  if [ -x "$folder/bin/$binary" ] && grep -qs "\"$name $version " "$folder/.crates.toml"; then return; fi
  say "building $name $version (once, some minutes)"
  build="$(mktemp -d)"
  (
    trap 'rm -rf "$build"' EXIT
    export CARGO_TARGET_DIR="$build"
    cd / # away from this workspace's own flags
    cargo install "$name" --version "$version" --bin "$binary" --root "$folder" --locked ||
      cargo install "$name" --version "$version" --bin "$binary" --root "$folder"
  ) || stop "could not build $name; try: cargo install $name --version $version --root $folder"
}

[ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ] || rustup_add target wasm32-unknown-unknown

# wasm-bindgen must be of exactly the version that the browser crate is built with.
bindgen="$(locked wasm-bindgen)"
folder="$cache/wasm-bindgen-$bindgen"
if [ ! -x "$folder/bin/wasm-bindgen" ] && [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $bindgen" ]; then
  mkdir -p "$folder/bin"
  ln -sf "$(command -v wasm-bindgen)" "$folder/bin/wasm-bindgen"
fi
[ -x "$folder/bin/wasm-bindgen" ] || cargo_install wasm-bindgen-cli "$bindgen" "$folder" wasm-bindgen

if [ "$need" = lint ]; then
  cargo clippy --version >/dev/null 2>&1 || rustup_add component clippy
  cargo fmt --version >/dev/null 2>&1 || rustup_add component rustfmt
  cargo_install cargo-deny "$cargo_deny" "$cache/cargo-deny" cargo-deny
fi

# --- npm ---
{ have node && have npm; } || stop 'missing: Node with npm, version 20 or later; install nodejs and npm.'

# npm_install FOLDER FILE WHAT: what FOLDER/package-lock.json names, complete once it has FILE; FOLDER/node_modules
# points there.
npm_install() {
  local folder="$1" file="$2" what="$3" kept part
  kept="$cache/npm-$(cksum <"$folder/package-lock.json" | cut -d' ' -f1)"
  if [ ! -e "$kept/node_modules/$file" ]; then
    say "installing $what from npm"
    mkdir -p "$cache"
    part="$(mktemp -d "$cache/npm-part.XXXXXX")"
    cp "$folder/package.json" "$folder/package-lock.json" "$part"
    npm ci --prefix "$part" --ignore-scripts --no-audit --no-fund --loglevel=error || { rm -rf "$part"; return 1; }
    rm -rf "$kept"
    mv "$part" "$kept"
  fi
  [ "$(readlink "$folder/node_modules" || true)" = "$kept/node_modules" ] ||
    { rm -rf "$folder/node_modules"; ln -s "$kept/node_modules" "$folder/node_modules"; }
}

npm_install tools .bin/wasm-opt 'wasm-opt, terser and axe-core' || stop 'could not install wasm-opt, terser and axe-core; try: npm ci --prefix tools'

if [ "$need" = bench ]; then
  npm_install tools/lighthouse lighthouse Lighthouse || stop 'could not install Lighthouse; try: npm ci --prefix tools/lighthouse'
fi

# Chromium 86 and 108 are for the tests alone, which say so where they are not here.
if [ "$need" = test ]; then
  without() { say "no Chromium 86 and 108: $*; their tests will be skipped."; }
  if [ "$(uname -sm)" != 'Linux x86_64' ]; then
    without 'their packages are for Linux on x86-64'
  elif npm_install tools/browsers puppeteer-core 'Chromium 86 and 108'; then
    node tools/browsers/unpack.mjs || without 'they could not be unpacked'
  else
    without 'could not install them; try: npm ci --prefix tools/browsers --ignore-scripts'
  fi
fi
