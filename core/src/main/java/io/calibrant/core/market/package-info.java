/// What venues say: instruments, messages and side-aware quotes with reason codes.
@NullMarked
package io.calibrant.core.market;

import org.jspecify.annotations.NullMarked;
