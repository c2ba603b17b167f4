#!/usr/bin/env bash
# Installs the library into an empty folder, builds the example service against it, and asks it four places.
# run.sh BUILD_FOLDER SOURCE_FOLDER
set -euo pipefail
build="$1" source="$2"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cmake --install "$build" --prefix "$scratch/installed" >/dev/null
if [ -x "$build/bin/bailiwick" ]; then  # the snippets of the C door
  "$source/tests/consumer/snippet_test.sh" "$scratch/installed" "$source" "$build/bin/bailiwick" >"$scratch/answer" || { cat "$scratch/answer"; exit 1; }
  grep -q '^{"zones_version":"[0-9a-f]*","x":113.8,"y":34.05,.*"border_within_m":100,' "$scratch/answer"
fi
for found in "$scratch/installed" "$build"; do  # the install tree, then the build tree
  rm -rf "$scratch/service"
  cmake -S "$source/examples/service" -B "$scratch/service" -G Ninja -DCMAKE_PREFIX_PATH="$found" -Dbailiwick_ROOT="$found" >"$scratch/log" 2>&1 ||
    { cat "$scratch/log"; exit 1; }
  cmake --build "$scratch/service" >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
  # By hand from the drawing in main.cpp: on the line between west and east the half-open rule gives east, whose superior answers.
  diff <(printf '100 100\n500 500\n500 1000\n5000 0\n' | "$scratch/service/service") - <<'EOF'
100 100: city=town (inside) district=west (inside) -> office west
500 500: city=town (inside) district=east (border) -> town hall (superior)
500 1000: city=town (inside) district=north (border) -> office north
5000 0: city=outside (outside) district=outside (outside) -> nobody
EOF
done
