/// Black-76 columns with the Vector API; the only module that uses `jdk.incubator.vector`.
@NullMarked
package io.calibrant.simd;

import org.jspecify.annotations.NullMarked;
