/// The works of `bench numerics`: implied vols, Black, slices, surfaces and the tick path.
@NullMarked
package io.calibrant.bench.numerics;

import org.jspecify.annotations.NullMarked;
