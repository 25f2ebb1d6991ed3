/// The registry of all sets of works.
@NullMarked
package io.calibrant.bench.sets;

import org.jspecify.annotations.NullMarked;
