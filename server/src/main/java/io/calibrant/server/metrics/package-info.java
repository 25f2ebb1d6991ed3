/// Counters and gauges for Prometheus.
@NullMarked
package io.calibrant.server.metrics;

import org.jspecify.annotations.NullMarked;
