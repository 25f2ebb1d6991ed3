/// The works on local volatility.
@NullMarked
package io.calibrant.bench.localvol;

import org.jspecify.annotations.NullMarked;
