import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Follows the dashboard's stream as an open page does: java Page.java ws://127.0.0.1:8080/api/v1/stream?underlying=BTC SECONDS */
public class Page {
  public static void main(String[] arguments) throws Exception {
    var frames = new AtomicLong();
    var bytes = new AtomicLong();
    var listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            frames.addAndGet(last ? 1 : 0);
            bytes.addAndGet(text.length());
            socket.request(1);
            return null;
          }
        };
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create(arguments[0]), listener)
        .join();
    for (int second = 10; second <= Integer.parseInt(arguments[1]); second += 10) {
      Thread.sleep(10_000);
      System.out.printf("page %4d s  %d frames  %.1f MB%n", second, frames.get(), bytes.get() / 1e6);
    }
    System.exit(0);
  }
}
