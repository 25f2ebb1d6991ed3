#!/usr/bin/env bash
# Prints RSS and what is alive on the heap of a running engine, once a minute.
#
#   bench/live/memory.sh PID [MINUTES]     default 30
#
# The histogram collects first, so that it counts what is alive and nothing else; latencies measured
# meanwhile are not the engine's.
set -euo pipefail
pid=${1:?give the process id of calibrant run} minutes=${2:-30}
jcmd=${JAVA_HOME:+$JAVA_HOME/bin/}jcmd
for ((m = 0; m <= minutes; m++)); do
  live=$("$jcmd" "$pid" GC.class_histogram | awk '/^Total/ { print $3 }')
  rss=$(awk '/VmRSS/ {print $2}' "/proc/$pid/status")
  printf '%3d min  RSS %5d MB  live heap %4d MB\n' "$m" $((rss / 1024)) $((live >> 20))
  [ "$m" -eq "$minutes" ] || sleep 60
done
