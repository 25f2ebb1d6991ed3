/// The WebSocket interface: snapshots and patches in columns.
@NullMarked
package io.calibrant.server.stream;

import org.jspecify.annotations.NullMarked;
