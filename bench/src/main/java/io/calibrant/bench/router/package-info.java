/// `calibrant bench router`: how much the choice of a solver costs against the best in hindsight.
@NullMarked
package io.calibrant.bench.router;

import org.jspecify.annotations.NullMarked;
