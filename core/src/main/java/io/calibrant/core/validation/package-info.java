/// Exact checks of published values: butterfly, calendar, wings and fit quality.
@NullMarked
package io.calibrant.core.validation;

import org.jspecify.annotations.NullMarked;
