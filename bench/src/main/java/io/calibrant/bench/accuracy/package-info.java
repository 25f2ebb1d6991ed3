/// The accuracy of implied vols against double-double arithmetic, as histograms.
@NullMarked
package io.calibrant.bench.accuracy;

import org.jspecify.annotations.NullMarked;
