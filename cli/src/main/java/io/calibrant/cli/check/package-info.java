/// `calibrant check`: whether a smile admits a density, and what it costs to make it so.
@NullMarked
package io.calibrant.cli.check;

import org.jspecify.annotations.NullMarked;
