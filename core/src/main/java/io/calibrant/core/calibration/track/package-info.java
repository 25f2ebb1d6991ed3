/// Families of models followed through time: each fit begins where the last one ended, and what it
/// came to is a value that a journal can keep and a replay can find again.
@NullMarked
package io.calibrant.core.calibration.track;

import org.jspecify.annotations.NullMarked;
