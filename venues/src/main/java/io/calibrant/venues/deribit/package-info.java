/// Deribit's wire protocol, both directions: JSON-RPC 2.0 over WebSocket and REST.
@NullMarked
package io.calibrant.venues.deribit;

import org.jspecify.annotations.NullMarked;
