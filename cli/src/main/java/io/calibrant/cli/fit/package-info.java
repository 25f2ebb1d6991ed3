/// Chain files in; surfaces, tables and reports out.
@NullMarked
package io.calibrant.cli.fit;

import org.jspecify.annotations.NullMarked;
