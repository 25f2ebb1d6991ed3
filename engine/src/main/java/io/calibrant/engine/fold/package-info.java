/// The engine's state as a fold over the journal, and replay.
@NullMarked
package io.calibrant.engine.fold;

import org.jspecify.annotations.NullMarked;
