#!/usr/bin/env bash
# The Debian packages, unpacked into an empty root: what they need, and what a stranger builds against them. debs.sh BUILD_FOLDER SOURCE_FOLDER
set -euo pipefail
build=$(readlink -f "$1") source="$2"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
(cd "$build" && cpack -B "$scratch/debs" >"$scratch/log" 2>&1) || { tail -40 "$scratch/log"; exit 1; }
for deb in "$scratch"/debs/*.deb; do dpkg-deb -x "$deb" "$scratch/root"; done
needs() { dpkg-deb -f "$scratch"/debs/"$1"_*.deb Depends; }
version=$(dpkg-deb -f "$scratch"/debs/libbailiwick0_*.deb Version)
if needs libbailiwick0 | grep -E 'gdal|proj'; then echo "the runtime must need neither GDAL nor PROJ"; exit 1; fi
needs libbailiwick0 | grep libgeos-c1v5 >/dev/null
needs libbailiwick-dev | grep "libbailiwick0 (= $version)" >/dev/null
[ "$(dpkg-deb -c "$scratch"/debs/libbailiwick0_*.deb | awk '$1 !~ /^d/ {print $6}' | LC_ALL=C sort | xargs -n1 basename | tr '\n' ' ')" = "libbailiwick.so.0 libbailiwick.so.$version " ] ||
  { dpkg-deb -c "$scratch"/debs/libbailiwick0_*.deb; echo "the runtime must hold the library alone"; exit 1; }
cat >"$scratch/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(first LANGUAGES C CXX)
find_package(bailiwick REQUIRED)
add_executable(header_c header.c)
target_link_libraries(header_c PRIVATE bailiwick::c)
CMAKE
cp "$source/tests/capi/header.c" "$scratch/header.c"
cmake -S "$scratch" -B "$scratch/c" -G Ninja -DCMAKE_PREFIX_PATH="$scratch/root/usr" >"$scratch/log" 2>&1 && cmake --build "$scratch/c" >>"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
"$scratch/c/header_c" | grep '^unreadable_file: ' >/dev/null
cmake -S "$source/examples/service" -B "$scratch/service" -G Ninja -DCMAKE_PREFIX_PATH="$scratch/root/usr" >"$scratch/log" 2>&1 && cmake --build "$scratch/service" >>"$scratch/log" 2>&1 ||
  { cat "$scratch/log"; exit 1; }
echo '100 100' | "$scratch/service/service" | grep 'office west' >/dev/null
if [ -x "$build/bin/bailiwick" ]; then
  needs bailiwick | grep libgdal >/dev/null
  "$scratch/root/usr/bin/bailiwick" index "$source/data/sample/city.toml" --output "$scratch/city.bwx" --quiet 2>/dev/null
  "$source/tests/consumer/snippet_test.sh" "$scratch/root/usr" "$source" "$scratch/city.bwx" | grep '^{"zones_version":' >/dev/null
fi
