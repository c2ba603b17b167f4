#!/usr/bin/env bash
# The library exports what exports.txt lists, nothing else, under its version: exports_test.sh LIBRARY EXPORTS
set -euo pipefail
found=$(nm -D --defined-only "$1" | awk '$2 != "A" {print $3}' | LC_ALL=C sort)
diff <(sed 's/$/@@BAILIWICK_0/' "$2") <(echo "$found") || { echo "exported names differ from $2; a new name needs a line there, a lost one breaks programs"; exit 1; }
head=$(objdump -p "$1")
grep -q 'SONAME *libbailiwick.so.0$' <<<"$head" || { echo "expected the soname libbailiwick.so.0"; exit 1; }
if grep -E 'NEEDED.*lib(gdal|proj)' <<<"$head"; then echo "the runtime must need neither GDAL nor PROJ"; exit 1; fi
