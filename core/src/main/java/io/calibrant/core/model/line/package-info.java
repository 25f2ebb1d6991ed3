/// Transform kernels on the Lewis line p = ½ + iu, column by column over frozen nodes.
@NullMarked
package io.calibrant.core.model.line;

import org.jspecify.annotations.NullMarked;
