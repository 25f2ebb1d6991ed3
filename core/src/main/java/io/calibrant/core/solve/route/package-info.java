/// Which solver to use, why, and whether its answer may be believed; learned from its own records.
@NullMarked
package io.calibrant.core.solve.route;

import org.jspecify.annotations.NullMarked;
