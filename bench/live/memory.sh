#!/usr/bin/env bash
# Prints RSS and the heap after a collection of a running engine, once a minute.
#
#   bench/live/memory.sh PID [MINUTES]     default 30
#
# The collection is asked for (jcmd GC.run), so latencies measured meanwhile are not the engine's.
set -euo pipefail
pid=${1:?give the process id of calibrant run} minutes=${2:-30}
jcmd=${JAVA_HOME:+$JAVA_HOME/bin/}jcmd
for ((m = 0; m <= minutes; m++)); do
  "$jcmd" "$pid" GC.run >/dev/null
  rss=$(awk '/VmRSS/ {print $2}' "/proc/$pid/status")
  heap=$("$jcmd" "$pid" GC.heap_info | sed -n 's/.*used \([0-9]*\)K.*/\1/p' | head -n 1)
  printf '%3d min  RSS %5d MB  heap after GC %4d MB\n' "$m" $((rss / 1024)) $((heap / 1024))
  [ "$m" -eq "$minutes" ] || sleep 60
done
