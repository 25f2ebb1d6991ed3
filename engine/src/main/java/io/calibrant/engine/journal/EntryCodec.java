package io.calibrant.engine.journal;

import java.nio.ByteBuffer;

/// The payload of every [Entry], told apart by the frame's type.
public final class EntryCodec {
  static final int SEGMENT_HEADER = 1;
  static final int CHECKPOINT = 2;
  static final int SAID = 3;
  static final int CYCLE = 4;
  static final int DECIDED = 5;
  static final int OPERATOR = 6;

  /// A decision told by what differs from one before, see [DecisionDeltas].
  static final int DECIDED_DELTA = 7;

  static final int MODEL_BEGUN = 8;
  static final int MODELLED = 9;

  /// The first bytes of every segment's first payload, `CALJRNL` and a zero.
  private static final long MAGIC = 0x004C4E524A4C4143L;

  private static final Entry.Command[] COMMANDS = Entry.Command.values();

  private EntryCodec() {}

  static int typeOf(Entry entry) {
    return switch (entry) {
      case Entry.SegmentHeader _ -> SEGMENT_HEADER;
      case Entry.Checkpoint _ -> CHECKPOINT;
      case Entry.Said _ -> SAID;
      case Entry.Cycle _ -> CYCLE;
      case Entry.Decided _ -> DECIDED;
      case Entry.Operator _ -> OPERATOR;
      case Entry.ModelBegun _ -> MODEL_BEGUN;
      case Entry.Modelled _ -> MODELLED;
    };
  }

  /// Appends the payload of `entry`.
  public static void write(Entry entry, BinaryWriter out) {
    switch (entry) {
      case Entry.SegmentHeader header -> {
        out.putLong(MAGIC);
        out.putInt(header.formatVersion());
        out.putString(header.codeVersion());
        out.putLong(header.createdNs());
      }
      case Entry.Checkpoint(StateBytes state) -> out.putBytes(state.unsafeArray());
      case Entry.Said(var message) -> MessageCodec.write(message, out);
      case Entry.Cycle cycle -> {
        out.putLong(cycle.asOfNs());
        out.putString(cycle.venue());
        out.putString(cycle.underlying());
        out.putInt(cycle.iterationLimit());
      }
      case Entry.Decided decided -> {
        out.putString(decided.digest());
        DecisionCodec.write(decided.decision(), out);
      }
      case Entry.Operator operator -> {
        out.putLong(operator.timeNs());
        out.putOneOf(operator.command());
        out.putString(operator.underlying());
        out.putString(operator.by());
      }
      case Entry.ModelBegun begun -> {
        out.putLong(begun.asOfNs());
        out.putString(begun.underlying());
        out.putString(begun.snapshotHash());
        ModelCodec.writeAll(begun.families(), out, out::putString);
      }
      case Entry.Modelled modelled -> {
        out.putString(modelled.digest());
        ModelCodec.writeAll(modelled.cuts(), out, out::putInt);
        ModelCodec.writeAll(modelled.elapsedNs(), out, out::putLong);
        ModelCodec.write(modelled.decision(), out);
      }
    }
  }

  /// Reads a payload of `type`.
  ///
  /// @throws JournalFormatException when the bytes do not fit the type
  public static Entry read(int type, ByteBuffer payload) {
    BinaryReader in = BinaryReader.of(payload);
    Entry entry =
        switch (type) {
          case SEGMENT_HEADER -> readHeader(in);
          case CHECKPOINT -> new Entry.Checkpoint(StateBytes.ofUnsafe(in.getBytes()));
          case SAID -> new Entry.Said(MessageCodec.read(in));
          case CYCLE -> new Entry.Cycle(in.getLong(), in.getString(), in.getString(), in.getInt());
          case DECIDED -> new Entry.Decided(in.getString(), DecisionCodec.read(in));
          case OPERATOR ->
              new Entry.Operator(
                  in.getLong(), in.getOneOf(COMMANDS), in.getString(), in.getString());
          case MODEL_BEGUN ->
              new Entry.ModelBegun(
                  in.getLong(),
                  in.getString(),
                  in.getString(),
                  ModelCodec.readAll(in, Integer.BYTES, in::getString));
          case MODELLED ->
              new Entry.Modelled(
                  in.getString(),
                  ModelCodec.readAll(in, Integer.BYTES, in::getInt),
                  ModelCodec.readAll(in, Long.BYTES, in::getLong),
                  ModelCodec.read(in));
          default -> throw new JournalFormatException("entry type %d is unknown".formatted(type));
        };
    in.end();
    return entry;
  }

  private static Entry.SegmentHeader readHeader(BinaryReader in) {
    if (in.getLong() != MAGIC) {
      throw new JournalFormatException("not a Calibrant journal: its first bytes are wrong");
    }
    int version = in.getInt();
    if (version < FrameFormat.OLDEST_VERSION || version > FrameFormat.VERSION) {
      throw new JournalVersionException(
          "format version %d: this program reads versions %d to %d"
              .formatted(version, FrameFormat.OLDEST_VERSION, FrameFormat.VERSION));
    }
    return new Entry.SegmentHeader(version, in.getString(), in.getLong());
  }
}
