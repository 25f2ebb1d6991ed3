@NullMarked
package io.calibrant.testkit;

import org.jspecify.annotations.NullMarked;
