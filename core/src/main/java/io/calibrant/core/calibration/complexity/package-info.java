/// Model complexity under control: what a fit has seen is registered, what it is judged on is not
/// among it, and a richer model is taken only on lasting evidence.
@NullMarked
package io.calibrant.core.calibration.complexity;

import org.jspecify.annotations.NullMarked;
