/// Nonlinear least squares: problem, solver and solution as values. Knows no finance.
@NullMarked
package io.calibrant.core.solve;

import org.jspecify.annotations.NullMarked;
