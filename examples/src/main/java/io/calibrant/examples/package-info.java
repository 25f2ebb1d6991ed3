@NullMarked
package io.calibrant.examples;

import org.jspecify.annotations.NullMarked;
