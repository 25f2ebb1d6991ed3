/// Results as text, JSON lines and a kept file.
@NullMarked
package io.calibrant.bench.report;

import org.jspecify.annotations.NullMarked;
