/// Time that runs with variance: weekends, scheduled events and averaged settlements.
@NullMarked
package io.calibrant.core.clock;

import org.jspecify.annotations.NullMarked;
