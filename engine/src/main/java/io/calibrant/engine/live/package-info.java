/// The running engine's parts: the loop, publication, scheduling, health.
@NullMarked
package io.calibrant.engine.live;

import org.jspecify.annotations.NullMarked;
