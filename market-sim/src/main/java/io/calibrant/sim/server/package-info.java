/// The exchange's shell: sockets, threads, subscriptions and faults around the pure market.
@NullMarked
package io.calibrant.sim.server;

import org.jspecify.annotations.NullMarked;
