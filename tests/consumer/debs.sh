#!/usr/bin/env bash
# The Debian packages: without errors by lintian, installed by dpkg, and what a stranger builds against them. debs.sh BUILD_FOLDER SOURCE_FOLDER
# dpkg installs into an empty root, its dependencies judged by what this machine has installed (a copy of its list), so the machine stays as it is.
set -euo pipefail
build=$(readlink -f "$1") source="$2"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
quietly() { "$@" >"$scratch/log" 2>&1 || { tail -40 "$scratch/log"; exit 1; }; }
(cd "$build" && quietly cpack -B "$scratch/debs")
lintian --allow-root --fail-on error "$scratch"/debs/*.deb >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }

needs() { dpkg-deb -f "$scratch"/debs/"$1"_*.deb Depends; }
version=$(dpkg-deb -f "$scratch"/debs/libbailiwick0_*.deb Version)
if needs libbailiwick0 | grep -E 'gdal|proj'; then echo "the runtime must need neither GDAL nor PROJ"; exit 1; fi
needs libbailiwick0 | grep libgeos-c1v5 >/dev/null
needs libbailiwick-dev | grep "libbailiwick0 (= $version)" >/dev/null
[ "$(dpkg-deb -c "$scratch"/debs/libbailiwick0_*.deb | awk '$1 !~ /^d/ && $6 !~ /share\/doc/ {print $6}' | LC_ALL=C sort | xargs -n1 basename | tr '\n' ' ')" = "libbailiwick.so.0 libbailiwick.so.$version " ] ||
  { dpkg-deb -c "$scratch"/debs/libbailiwick0_*.deb; echo "the runtime must hold the library alone"; exit 1; }

root="$scratch/root" admin="$scratch/admin"
mkdir -p "$root" "$admin/updates" "$admin/info" "$admin/triggers"
cp /var/lib/dpkg/status "$admin/status"
cp /var/lib/dpkg/info/format "$admin/info/format"
packages() { dpkg --instdir="$root" --admindir="$admin" --log="$scratch/dpkg.log" --force-not-root --force-script-chrootless "$@"; }
installed() { dpkg-query --admindir="$admin" -W -f '${Status}\n' "$1" 2>/dev/null | grep -q '^install ok installed$'; }
if dpkg-query -W -f '${Status}' libbailiwick0 2>/dev/null | grep -q 'ok installed'; then
  quietly packages --purge --force-depends libbailiwick0 libbailiwick-dev bailiwick
fi
if packages -i "$scratch"/debs/libbailiwick-dev_*.deb >"$scratch/log" 2>&1; then echo "libbailiwick-dev must not be installed without libbailiwick0"; exit 1; fi
quietly packages -i "$scratch"/debs/*.deb
for name in libbailiwick0 libbailiwick-dev; do installed "$name" || { cat "$scratch/log"; echo "$name was not installed"; exit 1; }; done

cat >"$scratch/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(first LANGUAGES C CXX)
find_package(bailiwick REQUIRED)
add_executable(header_c header.c)
target_link_libraries(header_c PRIVATE bailiwick::c)
CMAKE
cp "$source/tests/capi/header.c" "$scratch/header.c"
quietly cmake -S "$scratch" -B "$scratch/c" -G Ninja -DCMAKE_PREFIX_PATH="$root/usr"
quietly cmake --build "$scratch/c"
"$scratch/c/header_c" | grep '^unreadable_file: ' >/dev/null
quietly cmake -S "$source/examples/service" -B "$scratch/service" -G Ninja -DCMAKE_PREFIX_PATH="$root/usr"
quietly cmake --build "$scratch/service"
echo '100 100' | "$scratch/service/service" | grep 'office west' >/dev/null
if [ -x "$build/bin/bailiwick" ]; then
  needs bailiwick | grep libgdal >/dev/null
  installed bailiwick || { echo "bailiwick was not installed"; exit 1; }
  "$root/usr/bin/bailiwick" --version | grep -F "$version" >/dev/null
  "$source/tests/consumer/snippet_test.sh" "$root/usr" "$source" "$root/usr/bin/bailiwick" >"$scratch/answer" || { cat "$scratch/answer"; exit 1; }
  grep '^{"zones_version":' "$scratch/answer" >/dev/null
  quietly packages --purge bailiwick
fi
quietly packages --purge libbailiwick-dev libbailiwick0
left=$(find "$root" ! -type d)
[ -z "$left" ] || { echo "purged, and these files stayed:"; echo "$left"; exit 1; }
