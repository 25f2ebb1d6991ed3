/// What no single module can see of itself: who may use whom, and the layout of all sources.
@NullMarked
package io.calibrant.architecture;

import org.jspecify.annotations.NullMarked;
