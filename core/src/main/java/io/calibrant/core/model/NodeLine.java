package io.calibrant.core.model;

import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;

/// Any [TransformModel] on the Lewis line, point by point; all points have one expiry.
final class NodeLine implements LineKernel {
  private final TransformModel model;
  private final LinePoints points;
  private final TransformNodes nodes;

  NodeLine(TransformModel model, LinePoints points) {
    this.model = model;
    this.points = points;
    nodes = TransformNodes.of(model, points.size());
  }

  @Override
  public void evaluate(double[] parameters, boolean gradients, double[][] re, double[][] im) {
    nodes.reset(gradients);
    for (double u : points.us()) {
      nodes.add(0.5, u);
    }
    model.evaluate(parameters, points.years()[0], nodes);
    int columns = gradients ? 1 + model.parameterCount() : 1;
    for (int c = 0; c < columns; c++) {
      for (int j = 0; j < points.size(); j++) {
        re[c][j] = nodes.re(j, c);
        im[c][j] = nodes.im(j, c);
      }
    }
  }
}
