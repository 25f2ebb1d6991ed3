/// Threads and clocks: one agent, one thread, one unit of work at a time.
@NullMarked
package io.calibrant.engine.agent;

import org.jspecify.annotations.NullMarked;
