package io.calibrant.core.model;

/// Parameter sets of the models for tests.
final class ModelSamples {
  private ModelSamples() {}

  /// A set as a market would give it.
  static double[] typical(TransformModel model) {
    return switch (model.name()) {
      case "heston" -> new double[] {0.3, 3, 0.4, 1.2, -0.25};
      case "bates" -> new double[] {0.3, 3, 0.4, 1.2, -0.25, 0.8, -0.1, 0.2};
      case "merton" -> new double[] {0.4, 0.8, -0.1, 0.2};
      case "kou" -> new double[] {0.4, 1.5, 0.4, 10, 5};
      case "vg" -> new double[] {0.5, -0.2, 0.2};
      case "nig" -> new double[] {9, -2, 1.5};
      case "svcj" -> new double[] {0.3, 3, 0.4, 1.2, -0.25, 0.8, -0.1, 0.2, 0.15, -0.3};
      case "double-heston" -> new double[] {0.2, 5, 0.2, 1.5, -0.5, 0.1, 0.6, 0.2, 0.8, 0.2};
      default -> throw new IllegalArgumentException(model.name());
    };
  }
}
