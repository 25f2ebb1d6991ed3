/// The whole path from a snapshot to a decision as one pure function.
@NullMarked
package io.calibrant.core.decision;

import org.jspecify.annotations.NullMarked;
