package io.calibrant.simd;

import io.calibrant.core.black.BlackBatch;
import io.calibrant.core.black.BlackBatchProvider;

/// Makes [VectorBlack]s where Java was started with the incubator module.
public final class VectorBlackProvider implements BlackBatchProvider {
  @Override
  public String obstacle() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? ""
        : "Java was started without --add-modules jdk.incubator.vector";
  }

  @Override
  public BlackBatch create() {
    return new VectorBlack();
  }
}
