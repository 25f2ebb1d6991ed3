/// Timing: JMH for engines of this process, the driver's own clock for programs.
@NullMarked
package io.calibrant.bench.measure;

import org.jspecify.annotations.NullMarked;
