/// Recorded chains on disk: every known layout becomes snapshots.
@NullMarked
package io.calibrant.venues.chainfile;

import org.jspecify.annotations.NullMarked;
