package io.calibrant.engine.agent;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// Where a thread that is about to be woken begins to run.
///
/// Linux puts a thread that wakes on the core it ran on last unless that is busy and another one is
/// idle. Two that are woken together by a third, which goes to sleep right after, may so queue for
/// one core while the waker leaves another behind. A thread's first place can be said here; where
/// the system is not Linux, or refuses, everything stays as it was.
public final class Cores {
  /// A mask of 1024 cores, glibc's `cpu_set_t`.
  private static final int MASK_BYTES = 128;

  private static final @Nullable Kernel KERNEL = Kernel.find();

  private Cores() {}

  /// How many this process may use; 1 where nobody can tell, so that nothing is placed.
  public static int count() {
    return KERNEL == null ? 1 : KERNEL.count;
  }

  /// The kernel's number of the calling thread; 0 where it has none.
  public static int thread() {
    return KERNEL == null ? 0 : KERNEL.thread();
  }

  /// Has `thread` wake on the core of the caller, which is about to leave it, or on any other one.
  ///
  /// @param thread what it was given as [#thread]; it calls [#free] when it runs
  public static void place(int thread, boolean here) {
    if (KERNEL != null && KERNEL.count > 1 && thread != 0) {
      KERNEL.place(thread, here);
    }
  }

  /// Lets the calling thread go on anywhere.
  public static void free() {
    if (KERNEL != null && KERNEL.count > 1) {
      KERNEL.set(0, KERNEL.all);
    }
  }

  /// The calls of Linux.
  private static final class Kernel {
    private final MethodHandle here;
    private final MethodHandle threadNumber;
    private final MethodHandle setAffinity;
    private final long[] all;
    private final int count;

    private Kernel(
        MethodHandle here, MethodHandle threadNumber, MethodHandle setAffinity, long[] all) {
      this.here = here;
      this.threadNumber = threadNumber;
      this.setAffinity = setAffinity;
      this.all = all;
      int cores = 0;
      for (long word : all) {
        cores += Long.bitCount(word);
      }
      this.count = cores;
    }

    @SuppressWarnings({"restricted", "CatchingUnchecked"}) // looks first whether it is granted
    private static @Nullable Kernel find() {
      if (!System.getProperty("os.name", "").equals("Linux")
          || !Cores.class.getModule().isNativeAccessEnabled()) {
        return null;
      }
      Linker linker = Linker.nativeLinker();
      var lookup = linker.defaultLookup();
      var here = lookup.find("sched_getcpu");
      var thread = lookup.find("gettid");
      var get = lookup.find("sched_getaffinity");
      var set = lookup.find("sched_setaffinity");
      if (here.isEmpty() || thread.isEmpty() || get.isEmpty() || set.isEmpty()) {
        return null;
      }
      MemoryLayout number = ValueLayout.JAVA_INT;
      var none = FunctionDescriptor.of(number);
      var mask = FunctionDescriptor.of(number, number, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment allowed = arena.allocate(MASK_BYTES, Long.BYTES);
        MethodHandle getAffinity = linker.downcallHandle(get.get(), mask);
        if ((int) getAffinity.invokeExact(0, (long) MASK_BYTES, allowed) != 0) {
          return null;
        }
        return new Kernel(
            linker.downcallHandle(here.get(), none),
            linker.downcallHandle(thread.get(), none),
            linker.downcallHandle(set.get(), mask),
            allowed.toArray(ValueLayout.JAVA_LONG));
      } catch (Throwable e) {
        return null;
      }
    }

    @SuppressWarnings("CatchingUnchecked") // no call of the kernel may stop an engine
    private int thread() {
      try {
        return (int) threadNumber.invokeExact();
      } catch (Throwable e) {
        return 0;
      }
    }

    @SuppressWarnings("CatchingUnchecked") // as above
    private void place(int thread, boolean atCaller) {
      int core;
      try {
        core = (int) here.invokeExact();
      } catch (Throwable e) {
        return;
      }
      if (core < 0 || core >= MASK_BYTES * Byte.SIZE) {
        return;
      }
      long[] mask = all.clone();
      int word = core / Long.SIZE;
      long bit = 1L << (core % Long.SIZE);
      if (atCaller) {
        java.util.Arrays.fill(mask, 0);
        mask[word] = bit;
      } else {
        mask[word] &= ~bit;
      }
      set(thread, mask);
    }

    @SuppressWarnings("CatchingUnchecked") // as above
    private void set(int thread, long[] mask) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_LONG, mask);
        var _ = (int) setAffinity.invokeExact(thread, (long) MASK_BYTES, bytes);
      } catch (Throwable e) {
        // Refused: it wakes where it likes.
      }
    }
  }
}
