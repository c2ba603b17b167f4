#!/usr/bin/env bash
# Install from ZIP in the desktop, by QGIS's own installer in a clean profile; then the report as the toolbox runs it. Takes a picture of the window.
# usage: install.sh BAILIWICK LIBBAILIWICK PROJECT_FOLDER PICTURE
set -euo pipefail
command -v qgis.bin >/dev/null && command -v xvfb-run >/dev/null || { echo "skipped: no QGIS desktop or no xvfb"; exit 77; }
source=$(readlink -f "$3") here=$(dirname "$(readlink -f "$0")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/home" "$(dirname "$4")"
"$source/bindings/qgis/zip" "$2" "$scratch" >/dev/null
"$1" report "$source/data/sample/city.toml" --output "$scratch/cli" --quiet >/dev/null
export HOME="$scratch/home" XDG_RUNTIME_DIR="$scratch/home" PYTHONDONTWRITEBYTECODE=1 BAILIWICK_TEST_FOLDER="$scratch" BAILIWICK_TEST_SAMPLE="$source/data/sample" BAILIWICK_TEST_PICTURE="$4"
unset PYTHONPATH BAILIWICK_LIBRARY QGIS_PLUGINPATH
chmod 700 "$scratch/home"
timeout 240 xvfb-run -a -s "-screen 0 1500x1000x24" qgis.bin --nologo --noversioncheck --nocustomization --code "$here/install.py" >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
cat "$scratch/said"
grep -qx "algorithms bailiwick:assign bailiwick:audit bailiwick:clusters bailiwick:density bailiwick:hotspots bailiwick:report" "$scratch/said"
grep -qx "engine bailiwick_qgis.bundled.bailiwick" "$scratch/said"
grep -qx "group Bailiwick: report 14" "$scratch/said"
