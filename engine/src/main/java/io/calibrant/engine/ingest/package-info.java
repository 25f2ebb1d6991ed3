/// The bounded way from the venues' messages to the engine's own thread.
@NullMarked
package io.calibrant.engine.ingest;

import org.jspecify.annotations.NullMarked;
