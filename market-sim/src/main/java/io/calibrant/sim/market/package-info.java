/// The simulated market as a pure function of seed and time: factors, contracts, quotes, trades.
@NullMarked
package io.calibrant.sim.market;

import org.jspecify.annotations.NullMarked;
