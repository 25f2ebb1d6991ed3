/// Monte Carlo paths of models: schemes, random and quasi-random draws, batches of columns.
@NullMarked
package io.calibrant.core.path;

import org.jspecify.annotations.NullMarked;
