/// Tests of the server against a synthetic market.
@NullMarked
package io.calibrant.server;

import org.jspecify.annotations.NullMarked;
