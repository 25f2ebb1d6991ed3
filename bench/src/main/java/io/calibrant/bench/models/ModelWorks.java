package io.calibrant.bench.models;

import io.calibrant.bench.localvol.LocalVolWorks;
import io.calibrant.bench.peer.PeerVersions;
import io.calibrant.bench.peer.QuantLib;
import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.Limit;
import io.calibrant.bench.work.Work;
import io.calibrant.bench.work.WorkSet;
import io.calibrant.core.model.Bates;
import io.calibrant.core.model.DoubleHeston;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.Kou;
import io.calibrant.core.model.Merton;
import io.calibrant.core.model.NormalInverseGaussian;
import io.calibrant.core.model.Svcj;
import io.calibrant.core.model.VarianceGamma;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.finmath.fouriermethod.models.BatesModel;
import net.finmath.fouriermethod.models.CharacteristicFunctionModel;
import net.finmath.fouriermethod.models.HestonModel;
import net.finmath.fouriermethod.models.MertonModel;
import net.finmath.fouriermethod.models.VarianceGammaModel;

/// The set `models`: values of 500 options, ours with all gradients, the peers' without; and local
/// volatility ([LocalVolWorks]).
public final class ModelWorks {
  private static final double SPOT = ModelSurface.SPOT;
  private static final String WHY = "multiply-adds of the product and the operations of the nodes";

  private ModelWorks() {}

  /// The set.
  public static WorkSet set() {
    return new WorkSet(
        "models",
        "Models beside the peers'",
        Stream.concat(works().stream(), LocalVolWorks.works().stream()).toList(),
        Stream.concat(remarks().stream(), LocalVolWorks.remarks().stream()).toList());
  }

  private static List<Work> works() {
    return List.of(
        work(
            "heston-500",
            25_000,
            12_500,
            ModelWorks::heston,
            finmath(
                ModelWorks::heston,
                () -> new HestonModel(SPOT, 0, Math.sqrt(0.3), 0.4, 3, 1.2, -0.25)),
            QuantLib.engine("Heston GLag 144", "heston", () -> heston().rows()),
            QuantLib.engine("ExponentialFitting", "heston-fit", () -> heston().rows())),
        work(
            "bates-500",
            40_000,
            19_000,
            ModelWorks::bates,
            finmath(
                ModelWorks::bates,
                // Its volatility is used as v₀, its alpha is κθ, and ln(1 + k) − δ²/2 is the mean
                // of
                // a log-jump.
                () ->
                    new BatesModel(
                        SPOT, 0, 0.3, 1.2, 3, 1.2, -0.25, 0.8, 0, Math.expm1(-0.1 + 0.02), 0.2)),
            QuantLib.engine("Bates GLag 144", "bates", () -> bates().rows())),
        work(
            "merton-500",
            25_000,
            10_000,
            ModelWorks::merton,
            finmath(ModelWorks::merton, () -> new MertonModel(SPOT, 0, 0.4, 0.8, 0, 0.2)),
            QuantLib.engine("Merton76", "merton", () -> merton().rows())),
        work("kou-500", 25_000, 12_000, ModelWorks::kou),
        work(
            "vg-500",
            25_000,
            9_000,
            ModelWorks::varianceGamma,
            finmath(
                ModelWorks::varianceGamma,
                () -> new VarianceGammaModel(SPOT, 0, 0, 0.5, -0.2, 0.2)),
            QuantLib.engine("VarianceGamma", "vg", () -> varianceGamma().rows())),
        work("nig-500", 25_000, 9_000, ModelWorks::normalInverseGaussian),
        work("svcj-500", 40_000, 30_000, ModelWorks::svcj),
        work("double-heston-500", 45_000, 25_000, ModelWorks::doubleHeston));
  }

  private static ModelSurface heston() {
    return new ModelSurface(Heston.MODEL, 0.3, 3, 0.4, 1.2, -0.25);
  }

  private static ModelSurface bates() {
    return new ModelSurface(Bates.MODEL, 0.3, 3, 0.4, 1.2, -0.25, 0.8, -0.1, 0.2);
  }

  private static ModelSurface merton() {
    return new ModelSurface(Merton.MODEL, 0.4, 0.8, -0.02, 0.2);
  }

  private static ModelSurface kou() {
    return new ModelSurface(Kou.MODEL, 0.4, 1.5, 0.4, 10, 5);
  }

  private static ModelSurface varianceGamma() {
    return new ModelSurface(VarianceGamma.MODEL, 0.5, -0.2, 0.2);
  }

  private static ModelSurface normalInverseGaussian() {
    return new ModelSurface(NormalInverseGaussian.MODEL, 9, -2, 1.5);
  }

  private static ModelSurface svcj() {
    return new ModelSurface(Svcj.MODEL, 0.3, 3, 0.4, 1.2, -0.25, 0.8, -0.1, 0.2, 0.15, -0.3);
  }

  private static ModelSurface doubleHeston() {
    return new ModelSurface(DoubleHeston.MODEL, 0.2, 5, 0.2, 1.5, -0.5, 0.1, 0.6, 0.2, 0.8, 0.2);
  }

  private static Engine finmath(
      Supplier<ModelSurface> surface, Supplier<CharacteristicFunctionModel> model) {
    return new Engine.InProcess(
        PeerVersions.FINMATH + " Carr-Madan", () -> new FinmathSurface(surface.get(), model.get()));
  }

  private static Work work(
      String name, double goalNs, double limitNs, Supplier<ModelSurface> surface, Engine... peers) {
    List<Engine> engines = new ArrayList<>();
    engines.add(new Engine.InProcess(Engine.OURS, () -> new OurSurface(surface.get())));
    engines.addAll(List.of(peers));
    return new Work(name, "surface", goalNs, new Limit(limitNs, WHY), engines);
  }

  private static List<String> remarks() {
    return List.of(
        "A surface: 10 expiries of 2 to 365 days, 50 strikes each, |z| ≤ 2.5 at a vol of 60 %, no"
            + " rates.",
        "Ours: values and the derivative of each in every parameter, nodes frozen. Peers: values"
            + " alone, which they compute option by option (QuantLib) or by one transform an expiry"
            + " (finmath).",
        "`maxAbsErrorPerF`: against our saddle-point contour, in units of the forward.",
        "QuantLib's accuracies: Merton76 1e-10 relative, variance gamma 1e-10 absolute. finmath's"
            + " Carr-Madan transform runs with its defaults.",
        "Strata has none of these models; finmath and QuantLib have no Kou. finmath's Merton takes"
            + " the jumps' compensator without the factor iu, which is right only where jumps have"
            + " the mean 0: so they have here (muJ = -sigmaJ²/2).");
  }
}
