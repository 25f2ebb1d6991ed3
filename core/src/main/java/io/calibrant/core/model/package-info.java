/// Option-pricing models: what a model is, the models themselves, and the transform integrals that
/// price them.
@NullMarked
package io.calibrant.core.model;

import org.jspecify.annotations.NullMarked;
