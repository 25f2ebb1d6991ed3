/// Engines of others: those in this process and those that are programs of their own.
@NullMarked
package io.calibrant.bench.peer;

import org.jspecify.annotations.NullMarked;
