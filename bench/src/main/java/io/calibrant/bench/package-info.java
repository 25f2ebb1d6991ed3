/// Our figures beside the peers', measured in one run: the command and its entry.
@NullMarked
package io.calibrant.bench;

import org.jspecify.annotations.NullMarked;
