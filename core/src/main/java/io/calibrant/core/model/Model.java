package io.calibrant.core.model;

import java.util.ArrayList;
import java.util.List;

/// A model of an asset's price: named parameters with domains, and prices of the options on it.
///
/// The interface is open: a model is one class that implements this or, where the model has a
/// characteristic function, [TransformModel] (any) or [JetModel] (one formula; gradients come of
/// themselves). Nothing here assumes that the model is Markovian or that it has a characteristic
/// function; only [#pricer] must know.
public interface Model {
  /// The model's name as on a command line, such as `double-heston`.
  String name();

  /// The parameters in the order of every parameter array.
  List<Parameter> parameters();

  /// A pricer of all options of `grid`, prepared once and used for many parameter sets.
  ///
  /// @param grid the options
  /// @param reference parameters near those that will be priced: the integration nodes are chosen
  ///   for them and stay frozen, so that prices are smooth in the parameters
  SurfacePricer pricer(OptionGrid grid, double[] reference);

  /// A quick pricer for the first steps of a fit: errors of some 10⁻⁴ of the forward do not matter
  /// there. As [#pricer] where a model has none.
  default SurfacePricer sketch(OptionGrid grid, double[] reference) {
    return pricer(grid, reference);
  }

  /// Number of parameters.
  default int parameterCount() {
    return parameters().size();
  }

  /// What keeps `parameters` from being a parameter set of this model; empty if nothing does.
  /// Models with conditions on several parameters at once add them to the single domains.
  default List<Refusal> refusals(double[] parameters) {
    if (parameters.length != parameterCount()) {
      throw new IllegalArgumentException(
          "%s has %d parameters, the array %d"
              .formatted(name(), parameterCount(), parameters.length));
    }
    List<Refusal> refusals = new ArrayList<>();
    for (int i = 0; i < parameters.length; i++) {
      Parameter parameter = parameters().get(i);
      if (!parameter.contains(parameters[i])) {
        refusals.add(new Refusal(i, parameter.name(), parameters[i], parameter.domain()));
      }
    }
    return refusals;
  }

  /// Whether nothing keeps `parameters` from being a parameter set; allocates nothing where it is
  /// overridden together with [#refusals].
  default boolean admits(double[] parameters) {
    for (int i = 0; i < parameters.length; i++) {
      if (!parameters().get(i).contains(parameters[i])) {
        return false;
      }
    }
    return parameters.length == parameterCount();
  }

  /// A value outside its domain.
  ///
  /// @param index position in the parameter array
  /// @param name the parameter
  /// @param value what was given
  /// @param domain what is allowed, in words
  record Refusal(int index, String name, double value, String domain) {
    @Override
    public String toString() {
      return "%s=%s: must be %s".formatted(name, value, domain);
    }
  }
}
