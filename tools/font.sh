#!/usr/bin/env bash
# Makes app/charts/font again: Noto Sans CJK SC cut down to GB 2312, Latin-1 and the signs that charts use.
# Needs Debian's fonts-noto-cjk (or its two .ttc files in the folder named first) and `pip install fonttools`.
set -euo pipefail
cd "$(dirname "$0")/.."

from=${1:-/usr/share/fonts/opentype/noto}
to=app/charts/font
characters=$(mktemp)
trap 'rm -f "$characters"' EXIT

python3 - "$characters" <<'PY'
import sys

characters = set(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)]))
for high in range(0xA1, 0xF8):
    for low in range(0xA1, 0xFF):
        try:
            characters.add(bytes([high, low]).decode("gb2312"))
        except UnicodeDecodeError:
            pass
characters |= set("−–—…·×÷‰%“”‘’≥≤±°→←↑↓=≠≈№✓€′″‐‑•▲▼△▽■□●○◆◇★☆￥")
with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write("".join(sorted(characters)))
PY

for weight in Regular Bold; do
    # Face 2 is SC. No kerning and no substitutions: a text is as wide as the sum of its advances.
    pyftsubset "$from/NotoSansCJK-$weight.ttc" --font-number=2 --text-file="$characters" \
        --output-file="$to/NotoSansCJKsc-$weight.subset.otf" \
        --layout-features='' --name-IDs='0,1,2,3,4,5,6,13,14' --drop-tables+=GSUB,GPOS,BASE,VORG,vhea,vmtx --no-hinting --notdef-outline
done
ls -l "$to"
