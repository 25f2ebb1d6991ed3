package io.calibrant.core.black;

/// A batch whose vols without a first guess pass from plain code to vectors when some instance of
/// it has been warmed up; both give the same bits, so nobody can tell from a result when that was.
final class PatientBlack implements BlackBatch {
  private static volatile boolean warm;

  private final BlackBatch plain = new PlainBlack("until the vectors are warm");
  private final BlackBatch vector;

  PatientBlack(BlackBatch vector) {
    this.vector = vector;
  }

  private BlackBatch current() {
    return warm ? vector : plain;
  }

  @Override
  public void impliedVols(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] prices,
      double[] vols,
      byte[] statuses) {
    current().impliedVols(signs, forwards, strikes, expiries, prices, vols, statuses);
  }

  @Override
  public void impliedVolsFromPrevious(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] prices,
      double[] vols,
      byte[] statuses) {
    plain.impliedVolsFromPrevious(signs, forwards, strikes, expiries, prices, vols, statuses);
  }

  @Override
  public void greeks(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] vols,
      double[] values,
      double[] deltas,
      double[] gammas,
      double[] vegas,
      double[] thetas) {
    plain.greeks(signs, forwards, strikes, expiries, vols, values, deltas, gammas, vegas, thetas);
  }

  @Override
  public void warmUp() {
    warmUpVols();
  }

  @Override
  public void warmUpVols() {
    vector.warmUpVols();
    warm = true;
  }

  @Override
  public String kernel() {
    return current().kernel();
  }

  @Override
  public String reason() {
    return current().reason();
  }
}
