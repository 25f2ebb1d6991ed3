/// What every venue offers the engine: addresses, contract lists and sessions. No sockets.
@NullMarked
package io.calibrant.venues;

import org.jspecify.annotations.NullMarked;
