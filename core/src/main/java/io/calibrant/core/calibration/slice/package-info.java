/// Fits of one smile or one eSSVI surface on reusable workspaces: no allocation per fit.
@NullMarked
package io.calibrant.core.calibration.slice;

import org.jspecify.annotations.NullMarked;
