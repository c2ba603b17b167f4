#!/usr/bin/env bash
# The project as the QGIS desktop opens it: desktop.sh HAND_CITY PICTURE. Exit status 77: no desktop here.
# Run from a shell on purpose: started from Python's subprocess the desktop hung.
set -euo pipefail
for tool in xvfb-run qgis.bin; do command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }; done
hand_city="$1" picture="$2"
mkdir -p "$(dirname "$picture")"
scratch=$(mktemp -d); trap 'rm -rf "$scratch"' EXIT
export HOME="$scratch/home" XDG_RUNTIME_DIR="$scratch/run"
mkdir -m 700 "$HOME" "$XDG_RUNTIME_DIR"
"$hand_city" "$scratch/out" zh
/usr/bin/python3 - "$scratch/out" <<'PYTHON'
import sqlite3, sys
content, = sqlite3.connect(sys.argv[1] + "/city.gpkg").execute("SELECT content FROM qgis_projects").fetchone()
open(sys.argv[1] + "/city.qgz", "wb").write(bytes.fromhex(content))
PYTHON
rm -f "$picture"
timeout 100 xvfb-run -a -s "-screen 0 1280x800x24" qgis.bin --nologo --noversioncheck --noplugins --nocustomization --hide-browser \
  --project "$scratch/out/city.qgz" --snapshot "$picture" --width 1100 --height 750 >"$scratch/log" 2>&1 || true
# QGIS 3.22 ends with status 1 even after a good snapshot: the picture is the answer.
[ -s "$picture" ] || { cat "$scratch/log"; exit 1; }
/usr/bin/python3 - "$picture" <<'PYTHON'
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from collections import Counter
from qgis.PyQt.QtGui import QImage
image = QImage(sys.argv[1])
seen = Counter(image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
for colour in ("#d62f27", "#4575b5", "#f7f7f2"):  # hot, cold, paper: a blank map has none of them
    assert seen[colour] > 200, (colour, seen.most_common(10))
print(seen.most_common(5))
PYTHON
