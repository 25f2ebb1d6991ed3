/// What readers of a running engine see: surfaces, decisions and health.
@NullMarked
package io.calibrant.engine.api;

import org.jspecify.annotations.NullMarked;
