/// What is timed: works, the engines that do them, and one task of each.
@NullMarked
package io.calibrant.bench.work;

import org.jspecify.annotations.NullMarked;
