/// Whole calibrations beside the peers'.
@NullMarked
package io.calibrant.bench.calibration;

import org.jspecify.annotations.NullMarked;
