package io.calibrant.simd;

import io.calibrant.core.model.line.NodePasses;
import io.calibrant.core.model.line.NodePassesProvider;

/// Gives [VectorPasses] where Java was started with the incubator module.
public final class VectorPassesProvider implements NodePassesProvider {
  @Override
  public String obstacle() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? ""
        : "Java was started without --add-modules jdk.incubator.vector";
  }

  @Override
  public NodePasses passes() {
    return new VectorPasses();
  }

  /// Where the property `calibrant.simd.eager` is true: for benchmarks, which warm up anyway.
  @Override
  public boolean isEager() {
    return Boolean.getBoolean("calibrant.simd.eager");
  }
}
