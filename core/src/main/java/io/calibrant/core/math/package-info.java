/// Numbers: special functions, polynomials, linear algebra and hashing. Knows no finance.
@NullMarked
package io.calibrant.core.math;

import org.jspecify.annotations.NullMarked;
