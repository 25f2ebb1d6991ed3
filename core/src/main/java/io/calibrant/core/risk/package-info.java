/// Sensitivities that go beyond one model's own derivative: smile and minimum-variance deltas.
@NullMarked
package io.calibrant.core.risk;

import org.jspecify.annotations.NullMarked;
