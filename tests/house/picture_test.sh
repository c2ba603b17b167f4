#!/usr/bin/env bash
# The picture of the README is what the tool makes of the sample city: picture_test.sh BAILIWICK SOURCE_FOLDER
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$1" report "$2/data/sample/city.toml" --lang en --output "$scratch/out" --quiet 2>/dev/null
cmp "$scratch/out/map.svg" "$2/examples/map.svg" ||
  { echo "examples/map.svg is not what the tool draws; make it again with: bailiwick report data/sample/city.toml --lang en --output out"; exit 1; }
