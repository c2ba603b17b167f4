#!/usr/bin/env bash
# Every snippet of bindings/c/README.md against an installed library: snippet_test.sh INSTALLED SOURCE BAILIWICK
# The shell lines run as they stand, in a folder with first.c and the sample city; the CMake lines build the same program, which answers the same.
set -euo pipefail
installed=$(readlink -f "$1") source=$(readlink -f "$2") bailiwick=$(readlink -f "$3")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
block() { awk -v fence="^\`\`\`$1\$" '$0 ~ fence {on = 1; next} /^```$/ {on = 0} on' "$source/bindings/c/README.md"; }
block c >first.c
block sh >first.sh
block cmake >CMakeLists.txt
[ -s first.c ] && [ -s first.sh ] && [ -s CMakeLists.txt ] || { echo "bindings/c/README.md: expected a block of c, of sh and of cmake"; exit 1; }
ln -s "$source/data" data
mkdir bin && ln -s "$bailiwick" bin/bailiwick
pc=$(find "$installed" -name bailiwick.pc)
export PATH="$scratch/bin:$PATH" PKG_CONFIG_PATH="${pc%/*}" LD_LIBRARY_PATH="${pc%/pkgconfig/*}"
bash -euo pipefail first.sh >answer 2>said || { cat said; exit 1; }
cmake -S . -B cmake -G Ninja -DCMAKE_PREFIX_PATH="$installed" >said 2>&1 && cmake --build cmake >>said 2>&1 || { cat said; exit 1; }
cc -std=c99 -Wall -Wextra -pedantic -Werror -fsyntax-only first.c -I"$installed/include"
diff <(tail -1 answer) <(cmake/first city.bwx)
tail -1 answer
