/// The set `models`: surfaces of model prices beside the peers'.
@NullMarked
package io.calibrant.bench.models;

import org.jspecify.annotations.NullMarked;
