/// Connections to venues: transport, watchdog, back-off, resubscription.
@NullMarked
package io.calibrant.engine.connection;

import org.jspecify.annotations.NullMarked;
