/// The append-only, checksummed journal that is the engine's truth: frames, segments, codecs,
/// repair.
@NullMarked
package io.calibrant.engine.journal;

import org.jspecify.annotations.NullMarked;
