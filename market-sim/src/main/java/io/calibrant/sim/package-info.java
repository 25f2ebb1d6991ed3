/// A seeded exchange whose truth is known: it speaks the venues' real protocols on loopback.
@NullMarked
package io.calibrant.sim;

import org.jspecify.annotations.NullMarked;
