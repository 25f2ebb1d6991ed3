/// Black-76 prices, Greeks in quote currency and coin, and implied vols with explicit status.
@NullMarked
package io.calibrant.core.black;

import org.jspecify.annotations.NullMarked;
