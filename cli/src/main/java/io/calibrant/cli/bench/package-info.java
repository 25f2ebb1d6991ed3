/// Figures on recorded data, printed by one command and kept as files.
@NullMarked
package io.calibrant.cli.bench;

import org.jspecify.annotations.NullMarked;
