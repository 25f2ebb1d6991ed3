/// Random optimisation problems of many kinds, each by class and seed.
@NullMarked
package io.calibrant.testkit.routing;

import org.jspecify.annotations.NullMarked;
