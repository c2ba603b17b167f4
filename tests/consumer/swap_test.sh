#!/usr/bin/env bash
# The example service swaps zones 1,000 times under 8 threads, every third file a bad one: swap_test.sh SWAP TWO_TOWNS [BAILIWICK]
# Every answer is of the zones that were at the desk; logged answers, asked again of the file of their version, are the same; memory stays under 2.5 indexes
# (not where a sanitizer keeps its own).
set -euo pipefail
swap="$1" two_towns="$2" bailiwick="${3:-}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
across=50
[ "${BAILIWICK_SANITIZED:-}" ] && across=12
"$two_towns" "$scratch" "$across"
head -c 100000 "$scratch/old.bwx" >"$scratch/cut.bwx"
"$swap" "$scratch/old.bwx" "$scratch/new.bwx" "$scratch/cut.bwx" >"$scratch/log" 2>"$scratch/said" || { cat "$scratch/said"; exit 1; }
grep -q "cut.bwx.*; the old zones answer on" "$scratch/said" || { cat "$scratch/said"; echo "expected a sentence on the cut file"; exit 1; }
tail -1 "$scratch/said"
grep -Eq '^swaps 1000 refused 499|^swaps 1000 refused 500' "$scratch/said"
awk '/^swaps/ { if ($6 < 100000 || $8 != 0) { print "expected 100,000 answers and none mixed"; exit 1 } }' "$scratch/said"
[ "${BAILIWICK_SANITIZED:-}" ] || awk '/^swaps/ { if ($10 < 8 || $12 > 2.5 * $10) { print "expected to grow by less than 2.5 indexes of 8 MiB and more"; exit 1 } }' "$scratch/said"
# By hand from two_towns.cpp: ids of the version, row and column of 100 m, seven offices in turn.
python3 - "$scratch/log" <<'PYTHON'
import json, sys
versions = {}
for line in open(sys.argv[1]):
    answer = json.loads(line)
    zone = next(level["zone"] for level in answer["levels"] if level["level"] == "block")
    name, row, column = zone.split("-")
    assert (int(row), int(column)) == (int(answer["y"] // 100), int(answer["x"] // 100)), line
    assert answer["unit"] == f"office {name}{int(row) % 7}", line
    assert versions.setdefault(answer["zones_version"], name) == name, line
assert sorted(versions.values()) == ["new", "old"], versions
PYTHON
if [ -n "$bailiwick" ]; then
  for version in old new; do
    grep "\"zone\":\"$version-" "$scratch/log" | "$bailiwick" explain --index "$scratch/$version.bwx" - >"$scratch/explained" || { cat "$scratch/explained"; exit 1; }
  done
fi
