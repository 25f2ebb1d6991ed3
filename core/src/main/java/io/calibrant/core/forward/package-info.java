/// Forwards and discount factors with standard errors, and how they were found.
@NullMarked
package io.calibrant.core.forward;

import org.jspecify.annotations.NullMarked;
