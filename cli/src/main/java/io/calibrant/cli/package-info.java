@NullMarked
package io.calibrant.cli;

import org.jspecify.annotations.NullMarked;
