@NullMarked
package io.calibrant.sim;

import org.jspecify.annotations.NullMarked;
