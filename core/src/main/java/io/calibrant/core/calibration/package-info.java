/// Problems, weightings and fits that join quotes and smiles.
@NullMarked
package io.calibrant.core.calibration;

import org.jspecify.annotations.NullMarked;
