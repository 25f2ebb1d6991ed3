package io.calibrant.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Rows as aligned columns; the first [#HELD_ROW_COUNT] rows set the widths.
final class TableRows implements Rows {
  private static final int HELD_ROW_COUNT = 500;

  private final PrintWriter out;
  private final int[] widths;
  private final boolean[] numeric;
  private final List<String[]> held = new ArrayList<>();
  private String[] row;
  private int cell;
  private boolean flowing;

  TableRows(PrintWriter out, List<String> names) {
    this.out = out;
    this.widths = new int[names.size()];
    this.numeric = new boolean[names.size()];
    this.row = names.toArray(String[]::new);
    cell = widths.length;
    end();
  }

  @Override
  public Rows text(String value) {
    row[cell++] = value;
    return this;
  }

  @Override
  public Rows number(double value) {
    numeric[cell] = true;
    return text(Double.isFinite(value) ? digits(value) : "–");
  }

  @Override
  public Rows count(long value) {
    numeric[cell] = true;
    return text(Long.toString(value));
  }

  @Override
  public Rows flag(boolean value) {
    return text(value ? "yes" : "no");
  }

  @Override
  public void end() {
    if (flowing) {
      print(row);
    } else {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
      held.add(row);
      if (held.size() > HELD_ROW_COUNT) {
        release();
      }
    }
    row = new String[widths.length];
    cell = 0;
  }

  @Override
  public void close() {
    release();
  }

  private void release() {
    held.forEach(this::print);
    held.clear();
    flowing = true;
  }

  private void print(String[] cells) {
    var text = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      String pad = " ".repeat(Math.max(0, widths[i] - cells[i].length()));
      text.append(i == 0 ? "" : "  ");
      text.append(numeric[i] ? pad + cells[i] : cells[i] + pad);
    }
    out.println(text.toString().stripTrailing());
  }

  // Seven significant digits: enough to see, short enough to align.
  private static String digits(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e9)) {
      return String.format(Locale.ROOT, "%.6e", value);
    }
    int decimals = size < 1 ? 7 : (int) Math.max(0, 6 - Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
