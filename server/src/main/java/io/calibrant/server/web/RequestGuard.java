package io.calibrant.server.web;

import io.calibrant.server.api.Problem;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides whether a request may be answered, and sends the headers that bind the browser.
///
/// A page of another site cannot read this server: the `Host` header must bear `localhost`, a
/// literal address or a name from the settings (DNS rebinding), and the `Origin` of a WebSocket or
/// of anything but a GET must be the server itself. With a token set, every request carries it as
/// `Authorization: Bearer …` or, once a page was opened with `?token=…`, in a cookie.
public final class RequestGuard {
  private static final String COOKIE = "calibrant";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final @Nullable String token;
  private final Set<String> allowedHosts;

  /// A guard that asks for `token` unless it is null.
  public RequestGuard(@Nullable String token, Set<String> allowedHosts) {
    this.token = token;
    this.allowedHosts = Set.copyOf(allowedHosts);
  }

  /// Adds the security headers and refuses what may not be answered.
  public void check(Context context) {
    context
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin");
    checkHost(context);
    if (!context.method().name().equals("GET")) {
      checkOrigin(context);
    }
    checkToken(context);
  }

  /// Refuses an upgrade that a page of another site asked for.
  public void checkUpgrade(Context context) {
    checkHost(context);
    checkOrigin(context);
    checkToken(context);
  }

  private static void checkOrigin(Context context) {
    String origin = context.header("Origin");
    String host = context.header("Host");
    if (origin != null && !authority(origin).equalsIgnoreCase(host == null ? "" : host)) {
      throw Problem.forbidden(
          403, "Origin " + origin + " is not this server", "open the page that this server serves");
    }
  }

  private void checkHost(Context context) {
    String host = context.header("Host");
    String name = host == null ? "" : host.replaceFirst(":\\d+$", "");
    if (!isAllowed(name)) {
      throw Problem.forbidden(
          403,
          "Host " + name + " is not one of this server's names",
          "use localhost or the address, or add the name to allowedHosts");
    }
  }

  private boolean isAllowed(String name) {
    return name.equalsIgnoreCase("localhost")
        || name.matches("\\d{1,3}(\\.\\d{1,3}){3}")
        || name.matches("\\[[0-9a-fA-F:.]+]")
        || allowedHosts.contains(name);
  }

  private void checkToken(Context context) {
    if (token == null) {
      return;
    }
    String query = context.queryParam("token");
    if (query != null && matches(query)) {
      Cookie cookie = new Cookie(COOKIE, token);
      cookie.setHttpOnly(true);
      cookie.setPath("/");
      cookie.setSameSite(SameSite.STRICT);
      context.cookie(cookie);
      return;
    }
    String header = context.header("Authorization");
    String cookie = context.cookie(COOKIE);
    boolean known =
        (header != null && header.startsWith("Bearer ") && matches(header.substring(7)))
            || (cookie != null && matches(cookie));
    if (!known) {
      throw Problem.forbidden(
          401, "the token is missing or wrong", "send Authorization: Bearer TOKEN");
    }
  }

  /// Compares in a time that does not depend on where the texts differ.
  private boolean matches(String text) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8),
        String.valueOf(token).getBytes(StandardCharsets.UTF_8));
  }

  private static String authority(String origin) {
    try {
      String authority = new URI(origin).getAuthority();
      return authority == null ? "null" : authority;
    } catch (URISyntaxException e) {
      return "null";
    }
  }
}
