@NullMarked
package io.calibrant.engine;

import org.jspecify.annotations.NullMarked;
