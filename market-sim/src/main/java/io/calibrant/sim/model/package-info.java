/// The truth of the simulated market: stochastic variance with jumps, its smiles and its forwards.
///
/// Written without the library's own pricing code, so that a mistake there cannot cancel itself.
@NullMarked
package io.calibrant.sim.model;

import org.jspecify.annotations.NullMarked;
