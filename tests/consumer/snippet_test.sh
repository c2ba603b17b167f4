#!/usr/bin/env bash
# The first program of bindings/c/README.md, compiled as C99 against the installed library through pkg-config, answers: snippet_test.sh INSTALLED SOURCE INDEX
set -euo pipefail
installed="$1" source="$2" index="$3"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
awk '/^```c$/ {on = 1; next} /^```$/ {on = 0} on' "$source/bindings/c/README.md" >"$scratch/first.c"
export PKG_CONFIG_PATH
PKG_CONFIG_PATH=$(dirname "$(find "$installed" -name bailiwick.pc)")
# shellcheck disable=SC2046
cc -std=c99 -Wall -Wextra -pedantic -Werror "$scratch/first.c" -o "$scratch/first" $(pkg-config --cflags --libs bailiwick)
LD_LIBRARY_PATH=$(dirname "$PKG_CONFIG_PATH") "$scratch/first" "$index"
