#!/usr/bin/env bash
# Builds our timing driver against the QuantLib of the machine (Debian: g++ libquantlib0-dev) and
# prints the path of the executable. Newer sources or a newer library build it again.
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$here/../../target/peers/quantlib_timing
source=$here/quantlib_timing.cpp
if [ ! -x "$out" ] || [ "$source" -nt "$out" ] || [ "$here/local_vol.hpp" -nt "$out" ] || [ /usr/include/ql/version.hpp -nt "$out" ]; then
  mkdir -p "$(dirname "$out")"
  "${CXX:-g++}" -std=c++17 -O3 -march=native -o "$out.new" "$source" -lQuantLib >&2
  mv "$out.new" "$out"
fi
echo "$out"
