/// All quotes of one underlying as of one instant, in columns per expiry, with a content hash.
@NullMarked
package io.calibrant.core.surface;

import org.jspecify.annotations.NullMarked;
