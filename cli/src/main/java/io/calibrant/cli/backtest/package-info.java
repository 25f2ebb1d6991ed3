/// `calibrant backtest`: walks forward through recorded chains.
@NullMarked
package io.calibrant.cli.backtest;

import org.jspecify.annotations.NullMarked;
