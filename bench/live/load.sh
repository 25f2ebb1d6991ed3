#!/usr/bin/env bash
# Runs the default market at a high rate with a page open, and prints what the engine sustains.
#
#   bench/live/load.sh [QUOTES_PER_SECOND] [SECONDS] [PORT]     default 24000 120 8095
#
# The simulator makes QUOTES_PER_SECOND and the engine asks for every change; the page is a client
# of the dashboard's stream. Every 10 s: accepted quotes/s, tick → surface, conflated, RSS.
set -euo pipefail
rate=${1:-24000} seconds=${2:-120} port=${3:-8095}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
"$root/calibrant" run --rate "$rate" --every-change --port "$port" --journal "$work/journal" >"$work/run.log" 2>&1 &
run=$!
trap 'kill -TERM $run 2>/dev/null || true; wait $run 2>/dev/null || true; tail -n 1 "$work/run.log"; rm -rf "$work"' EXIT
until curl -fs "http://127.0.0.1:$port/api/v1/health" >/dev/null; do
  kill -0 $run || { cat "$work/run.log"; exit 1; }
  sleep 1
done
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" "$root/bench/live/Page.java" "ws://127.0.0.1:$port/api/v1/stream?underlying=BTC" "$seconds" &
metric() { curl -fs "http://127.0.0.1:$port/metrics" | awk -v m="$1" 'index($0, m) == 1 && !/window="start"/ && !seen++ { print $2 }'; }
echo "machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg)"
before=$(metric calibrant_quotes_total)
for ((t = 10; t <= seconds; t += 10)); do
  sleep 10
  now=$(metric calibrant_quotes_total)
  awk -v t=$t -v a="$before" -v b="$now" -v p50="$(metric 'calibrant_tick_to_surface_seconds{quantile="0.5"')" \
    -v p99="$(metric 'calibrant_tick_to_surface_seconds{quantile="0.99"')" \
    -v c="$(metric calibrant_quotes_conflated_total)" -v rss="$(awk '/VmRSS/ {print $2}' /proc/$run/status)" \
    'BEGIN { printf "%4d s  %7.0f accepted quotes/s  p50 %6.2f ms  p99 %6.2f ms  conflated %d  RSS %d MB\n", t, (b - a) / 10, 1000 * p50, 1000 * p99, c, rss / 1024 }'
  before=$now
done
