package io.calibrant.engine.agent;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// How soon a thread gets a core when there are fewer cores than threads that want one.
///
/// Java's own priorities do nothing on Linux. There the kernel is asked (`sched_setattr`): for a
/// shorter slice, with which a thread that wakes may take the place of one that computes, and for a
/// lower weight of what nobody waits for. No slice is shorter than what a decision takes: the
/// shortest one among those that want a core is how long the one that has it is safe from a tick.
/// All of it may be asked for without any right; where the kernel knows no slices (before 6.12), or
/// is not Linux, or refuses, everything stays as it was.
public enum Urgency {
  /// Takes quotes in and hands decisions out: many turns of some tenths of a millisecond, each of
  /// which may take the place of a decision under way, and none of which a decision interrupts. It
  /// waits for the end of a burst by the clock, which wakes it on time and not 0.05 ms late.
  QUOTES(Policy.NORMAL, 0, 3_000_000L, 1_000L),

  /// Computes what has to come to its end: decisions, a millisecond or two at a time.
  DECISIONS(Policy.NORMAL, 0, 12_000_000L, 50_000L),

  /// Nobody waits for it, but it has to keep up: a tenth of a core when all are taken.
  BESIDE(Policy.NORMAL, 10, 100_000_000L, 50_000L),

  /// Takes only what is left over: nothing at all when all cores are taken. A core that does such
  /// work counts as idle when the kernel looks for one for a thread that wakes. There is no way
  /// back.
  LEFT_OVER(Policy.IDLE, 0, 100_000_000L, 50_000L);

  private static final int ATTRIBUTES_SIZE = 48;
  private static final int MOST_NICE = 19;
  private static final Path THREADS = Path.of("/proc/self/task");

  private final Policy policy;
  private final int nicer;
  private final long sliceNs;
  private final long timerSlackNs;

  Urgency(Policy policy, int nicer, long sliceNs, long timerSlackNs) {
    this.policy = policy;
    this.nicer = nicer;
    this.sliceNs = sliceNs;
    this.timerSlackNs = timerSlackNs;
  }

  /// Gives the calling thread, and those that it starts from now on, this urgency.
  public void take() {
    Kernel kernel = Kernel.INSTANCE;
    if (kernel != null) {
      kernel.set(0, this);
    }
  }

  /// Makes daemon threads of this urgency.
  public ThreadFactory threads(String name) {
    ThreadFactory plain = Thread.ofPlatform().name(name).daemon().factory();
    return task ->
        plain.newThread(
            () -> {
              take();
              task.run();
            });
  }

  /// Gives threads of the virtual machine this urgency.
  ///
  /// @param name what their names contain; the kernel knows the first 15 characters
  public void giveTo(String name) {
    Kernel kernel = Kernel.INSTANCE;
    if (kernel == null) {
      return;
    }
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        if (Files.readString(thread.resolve("comm")).contains(name)) {
          kernel.set(Integer.parseInt(thread.getFileName().toString()), this);
        }
      }
    } catch (IOException e) {
      // A thread that ended meanwhile, or no /proc: they run as they did.
    }
  }

  /// Of the kernel's scheduler.
  private enum Policy {
    NORMAL(0),
    IDLE(5);

    private final int number;

    Policy(int number) {
      this.number = number;
    }
  }

  /// The calls of Linux.
  private record Kernel(
      MethodHandle syscall, MethodHandle getPriority, MethodHandle control, long setAttributes) {
    private static final @Nullable Kernel INSTANCE = find();
    private static final int PRIO_PROCESS = 0;
    private static final int PR_SET_TIMERSLACK = 29;

    @SuppressWarnings("restricted") // looks first whether native access is granted
    private static @Nullable Kernel find() {
      long number =
          switch (System.getProperty("os.arch", "")) {
            case "amd64" -> 314;
            case "aarch64" -> 274;
            default -> -1;
          };
      if (!System.getProperty("os.name", "").equals("Linux")
          || number < 0
          || !Urgency.class.getModule().isNativeAccessEnabled()) {
        return null;
      }
      Linker linker = Linker.nativeLinker();
      var lookup = linker.defaultLookup();
      var call = lookup.find("syscall");
      var priority = lookup.find("getpriority");
      var prctl = lookup.find("prctl");
      if (call.isEmpty() || priority.isEmpty() || prctl.isEmpty()) {
        return null;
      }
      var syscall =
          linker.downcallHandle(
              call.get(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT),
              Linker.Option.firstVariadicArg(1));
      var getPriority =
          linker.downcallHandle(
              priority.get(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
      var control =
          linker.downcallHandle(
              prctl.get(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG),
              Linker.Option.firstVariadicArg(1));
      return new Kernel(syscall, getPriority, control, number);
    }

    /// Sets what `urgency` says for one thread; 0 is the calling one.
    @SuppressWarnings("CatchingUnchecked") // no call of the kernel may stop an engine
    private void set(int thread, Urgency urgency) {
      try (Arena arena = Arena.ofConfined()) {
        // A process that was started nicer stays so.
        int nice = (int) getPriority.invokeExact(PRIO_PROCESS, thread);
        MemorySegment attributes = arena.allocate(ATTRIBUTES_SIZE, Long.BYTES);
        attributes.set(ValueLayout.JAVA_INT, 0, ATTRIBUTES_SIZE);
        attributes.set(ValueLayout.JAVA_INT, 4, urgency.policy.number);
        attributes.set(ValueLayout.JAVA_INT, 16, Math.min(MOST_NICE, nice + urgency.nicer));
        attributes.set(ValueLayout.JAVA_LONG, 24, urgency.sliceNs);
        var _ = (long) syscall.invokeExact(setAttributes, thread, attributes, 0);
        if (thread == 0) {
          var _ = (int) control.invokeExact(PR_SET_TIMERSLACK, urgency.timerSlackNs);
        }
      } catch (Throwable e) {
        // Refused: the thread keeps what it had.
      }
    }
  }
}
