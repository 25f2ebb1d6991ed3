/// Comma-separated rows in and out: implied vols, prices and Greeks.
@NullMarked
package io.calibrant.cli.csv;

import org.jspecify.annotations.NullMarked;
