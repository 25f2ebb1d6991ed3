/// The REST interface: surfaces as versioned JSON.
@NullMarked
package io.calibrant.server.api;

import org.jspecify.annotations.NullMarked;
