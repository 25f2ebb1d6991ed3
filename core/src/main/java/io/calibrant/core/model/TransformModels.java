package io.calibrant.core.model;

import java.util.List;
import java.util.Optional;

/// The transform models that come with the library, by name. Other models need no entry here.
public final class TransformModels {
  private static final List<TransformModel> ALL =
      List.of(
          Heston.MODEL,
          Bates.MODEL,
          Merton.MODEL,
          Kou.MODEL,
          VarianceGamma.MODEL,
          NormalInverseGaussian.MODEL,
          Svcj.MODEL,
          DoubleHeston.MODEL);

  private TransformModels() {}

  /// All of them.
  public static List<TransformModel> all() {
    return ALL;
  }

  /// Their names.
  public static List<String> names() {
    return ALL.stream().map(Model::name).toList();
  }

  /// The model of this name.
  public static Optional<TransformModel> named(String name) {
    return ALL.stream().filter(m -> m.name().equals(name)).findFirst();
  }
}
