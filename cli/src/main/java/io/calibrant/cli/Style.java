package io.calibrant.cli;

/// Marks text for a terminal; leaves it alone where colours are not wanted.
///
/// @param colour whether to write ANSI escape sequences
public record Style(boolean colour) {
  public String good(String text) {
    return wrap("32", text);
  }

  public String warn(String text) {
    return wrap("33", text);
  }

  public String bad(String text) {
    return wrap("31", text);
  }

  public String faint(String text) {
    return wrap("2", text);
  }

  public String strong(String text) {
    return wrap("1", text);
  }

  private String wrap(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
