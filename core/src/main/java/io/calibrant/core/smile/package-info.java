/// Smiles in total variance over log-moneyness, with two derivatives.
@NullMarked
package io.calibrant.core.smile;

import org.jspecify.annotations.NullMarked;
