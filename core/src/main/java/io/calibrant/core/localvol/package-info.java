/// Local volatility: Dupire's closed form of a surface, finite differences, and the interpolation
/// of Andreasen and Huge.
@NullMarked
package io.calibrant.core.localvol;

import org.jspecify.annotations.NullMarked;
