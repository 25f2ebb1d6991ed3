@NullMarked
package io.calibrant.server;

import org.jspecify.annotations.NullMarked;
