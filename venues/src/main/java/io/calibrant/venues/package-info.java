@NullMarked
package io.calibrant.venues;

import org.jspecify.annotations.NullMarked;
