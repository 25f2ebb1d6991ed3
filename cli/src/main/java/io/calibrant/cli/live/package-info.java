/// The commands that run: engine, market, replay and the machine's check-up.
@NullMarked
package io.calibrant.cli.live;

import org.jspecify.annotations.NullMarked;
