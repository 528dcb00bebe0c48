package vn.tinbao.mobile.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MP4, QuickTime, M4A, 3GP (ISO/IEC 14496-12): keeps pictures and sound of video and audio tracks
 * and the tables that a player needs; all else becomes empty space of the same length, so that no
 * offset changes: user data, metadata, unknown boxes, other tracks (position, sensors, time codes)
 * and every byte of the media data that no kept sample uses. Times and names in what stays are
 * emptied.
 */
final class IsoMedia {
  private static final int TOP_BOXES = 10_000;
  private static final int ZEROS = 64 * 1024;
  private static final Set<String> VIDEO_BOXES =
      Set.of(
          "avcC", "hvcC", "av1C", "vpcC", "esds", "d263", "pasp", "clap", "btrt", "fiel", "gama");
  private static final Set<String> AUDIO_BOXES =
      Set.of(
          "esds", "dac3", "dec3", "dOps", "damr", "alac", "btrt", "chan", "pcmC", "frma", "enda");

  /** Boxes whose content is a count and that many entries of this length. */
  private static int entryLength(String type, int version) {
    return switch (type) {
      case "stts", "ctts", "co64" -> 8;
      case "stss", "stps", "stco" -> 4;
      case "stsc" -> 12;
      case "elst" -> version == 1 ? 20 : 12;
      default -> -1;
    };
  }

  private record Top(String type, long start, int header, long end) {}

  /** From {@code start} to before {@code end}, of the file. */
  private record Range(long start, long end) {}

  static void clean(Source original, OutputStream copy) throws IOException {
    try {
      List<Top> boxes = boxes(original);
      Top index =
          boxes.stream()
              .filter(box -> box.type.equals("moov"))
              .findFirst()
              .orElseThrow(() -> Uncleanable.damaged("film without an index"));
      if (index.end - index.start > Limits.INDEX) {
        throw Uncleanable.tooMuch("film index");
      }
      byte[] moov = original.bytes(index.start, (int) (index.end - index.start));
      Index tables = new Index(moov, original.size());
      tables.clean(index.header);
      List<Range> kept = tables.ranges();
      for (Top box : boxes) {
        switch (box.type) {
          case "ftyp" -> copy.write(type(original, box));
          case "moov" -> copy.write(moov);
          case "mdat" -> media(original, box, kept, copy);
          default -> nothing(original, box, copy);
        }
      }
    } catch (EOFException e) {
      throw Uncleanable.damaged("film ends early");
    } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException e) {
      throw Uncleanable.damaged("film table");
    }
  }

  private static List<Top> boxes(Source original) throws IOException {
    List<Top> boxes = new ArrayList<>();
    boolean moov = false;
    for (long at = 0; at + 8 <= original.size(); ) {
      Cursor in = new Cursor(original, at);
      long size = in.u32();
      String type = new String(in.bytes(4), StandardCharsets.ISO_8859_1);
      int header = 8;
      if (size == 1) {
        size = in.u64();
        header = 16;
      } else if (size == 0) {
        size = original.size() - at;
      }
      if (size < header || size > original.size() - at) {
        if (boxes.isEmpty() || !moov || !type.equals("mdat")) {
          throw Uncleanable.damaged("film box");
        }
        // Cut off in the middle of its pictures: what is there can be played.
        size = original.size() - at;
      }
      if (type.equals("moof")) {
        throw new Uncleanable(Uncleanable.Reason.UNKNOWN_KIND, "film in fragments");
      }
      if (type.equals("moov")) {
        if (moov) {
          throw Uncleanable.damaged("film with two indexes");
        }
        moov = true;
      }
      boxes.add(new Top(type, at, header, at + size));
      if (boxes.size() > TOP_BOXES) {
        throw Uncleanable.tooMuch("film boxes");
      }
      at += size;
    }
    return boxes;
  }

  /** Brands are four letters each; no more than 32 of them. */
  private static byte[] type(Source original, Top box) throws IOException {
    long length = box.end - box.start;
    if (length < 16 || length > 16 + 4 * 32 || length % 4 != 0 || box.header != 8) {
      throw Uncleanable.damaged("film type");
    }
    byte[] type = original.bytes(box.start, (int) length);
    Arrays.fill(type, 12, 16, (byte) 0);
    return type;
  }

  private static void media(Source original, Top box, List<Range> kept, OutputStream out)
      throws IOException {
    Cursor in = new Cursor(original, box.start);
    in.copy(box.header, out);
    long at = box.start + box.header;
    for (Range range : kept) {
      long from = Math.max(at, range.start);
      long to = Math.min(box.end, range.end);
      if (from < to) {
        zeros(from - at, out);
        in.seek(from);
        in.copy(to - from, out);
        at = to;
      }
    }
    zeros(box.end - at, out);
  }

  private static void nothing(Source original, Top box, OutputStream out) throws IOException {
    byte[] header = original.bytes(box.start, box.header);
    rename(header, 0);
    out.write(header);
    zeros(box.end - box.start - box.header, out);
  }

  private static void zeros(long length, OutputStream out) throws IOException {
    byte[] zeros = new byte[(int) Math.min(ZEROS, Math.max(0, length))];
    for (long left = length; left > 0; left -= zeros.length) {
      out.write(zeros, 0, (int) Math.min(zeros.length, left));
    }
  }

  private static void rename(byte[] bytes, int box) {
    bytes[box + 4] = 'f';
    bytes[box + 5] = 'r';
    bytes[box + 6] = 'e';
    bytes[box + 7] = 'e';
  }

  /** The index of a film, cleaned where it lies. */
  private static final class Index {
    private final byte[] moov;
    private final ByteBuffer read;
    private final long fileSize;
    private final List<Range> ranges = new ArrayList<>();
    private int depth;
    private int boxes;

    Index(byte[] moov, long fileSize) {
      this.moov = moov;
      this.read = ByteBuffer.wrap(moov);
      this.fileSize = fileSize;
    }

    /** What a callback does with one box: its type, first byte of content, end. */
    private interface Visit {
      boolean keep(String type, int box, int content, int end) throws IOException;
    }

    void clean(int header) throws IOException {
      int[] tracks = {0};
      each(
          header,
          moov.length,
          (type, box, content, end) -> {
            switch (type) {
              case "mvhd" -> times(content, end, 100, 112);
              case "trak" -> {
                String handler = handler(content, end);
                if (!handler.equals("vide") && !handler.equals("soun")) {
                  return false;
                }
                tracks[0]++;
                track(content, end, handler);
              }
              case "mvex" ->
                  throw new Uncleanable(Uncleanable.Reason.UNKNOWN_KIND, "film in fragments");
              default -> {
                return false;
              }
            }
            return true;
          });
      if (tracks[0] == 0) {
        throw Uncleanable.damaged("film without picture and sound");
      }
    }

    /** Sorted, without overlaps. */
    List<Range> ranges() {
      ranges.sort((a, b) -> Long.compare(a.start, b.start));
      List<Range> merged = new ArrayList<>();
      for (Range range : ranges) {
        Range last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
        if (last != null && range.start <= last.end) {
          merged.set(merged.size() - 1, new Range(last.start, Math.max(last.end, range.end)));
        } else {
          merged.add(range);
        }
      }
      return merged;
    }

    /** Visits the boxes of a container; what is not kept becomes empty space. */
    private void each(int from, int to, Visit visit) throws IOException {
      if (++depth > 20) {
        throw Uncleanable.tooMuch("film nesting");
      }
      int at = from;
      while (at + 8 <= to) {
        if (++boxes > Limits.PIECES) {
          throw Uncleanable.tooMuch("film boxes");
        }
        long size = read.getInt(at) & 0xffffffffL;
        int header = 8;
        if (size == 1 && at + 16 <= to) {
          size = read.getLong(at + 8);
          header = 16;
        } else if (size == 0) {
          size = to - at;
        }
        if (size < header || size > to - at) {
          throw Uncleanable.damaged("film box");
        }
        int end = (int) (at + size);
        if (!visit.keep(typeAt(at), at, at + header, end)) {
          rename(moov, at);
          Arrays.fill(moov, at + header, end, (byte) 0);
        }
        at = end;
      }
      Arrays.fill(moov, at, to, (byte) 0);
      depth--;
    }

    private String typeAt(int box) {
      return new String(moov, box + 4, 4, StandardCharsets.ISO_8859_1);
    }

    private int @Nullable [] find(int from, int to, String type) {
      for (int at = from; at + 8 <= to; ) {
        long size = read.getInt(at) & 0xffffffffL;
        if (size < 8 || size > to - at) {
          return null;
        }
        if (typeAt(at).equals(type)) {
          return new int[] {at + 8, (int) (at + size)};
        }
        at += (int) size;
      }
      return null;
    }

    private String handler(int from, int to) {
      int[] mdia = find(from, to, "mdia");
      int[] hdlr = mdia == null ? null : find(mdia[0], mdia[1], "hdlr");
      return hdlr == null || hdlr[1] - hdlr[0] < 12
          ? ""
          : new String(moov, hdlr[0] + 8, 4, StandardCharsets.ISO_8859_1);
    }

    private void track(int from, int to, String handler) throws IOException {
      each(
          from,
          to,
          (type, box, content, end) -> {
            switch (type) {
              case "tkhd" -> times(content, end, 84, 96);
              case "edts" ->
                  each(
                      content,
                      end,
                      (t, b, c, e) -> {
                        if (!t.equals("elst")) {
                          return false;
                        }
                        table(t, c, e);
                        return true;
                      });
              case "mdia" -> media(content, end, handler);
              default -> {
                return false;
              }
            }
            return true;
          });
    }

    private void media(int from, int to, String handler) throws IOException {
      each(
          from,
          to,
          (type, box, content, end) -> {
            switch (type) {
              case "mdhd" -> {
                times(content, end, 24, 36);
                // ISO 639 "und": the phone's language is nobody's business.
                read.putShort(content + (moov[content] == 1 ? 32 : 20), (short) 0x55c4);
              }
              case "hdlr" -> {
                read.putInt(content, 0);
                Arrays.fill(moov, content + 12, end, (byte) 0);
              }
              case "minf" -> information(content, end, handler);
              default -> {
                return false;
              }
            }
            return true;
          });
    }

    private void information(int from, int to, String handler) throws IOException {
      each(
          from,
          to,
          (type, box, content, end) -> {
            switch (type) {
              case "vmhd" -> Arrays.fill(moov, Math.min(end, content + 12), end, (byte) 0);
              case "smhd" -> Arrays.fill(moov, Math.min(end, content + 8), end, (byte) 0);
              case "dinf" -> each(content, end, this::reference);
              case "stbl" -> samples(content, end, handler);
              default -> {
                return false;
              }
            }
            return true;
          });
    }

    /** The media lies in the same file, or there is no telling what a player would fetch. */
    private boolean reference(String type, int box, int content, int end) throws IOException {
      if (!type.equals("dref")) {
        return false;
      }
      each(
          content + 8,
          end,
          (t, b, c, e) -> {
            if (e - c < 4 || (moov[c + 3] & 1) == 0) {
              throw Uncleanable.damaged("film that lies elsewhere");
            }
            Arrays.fill(moov, c + 4, e, (byte) 0);
            return true;
          });
      return true;
    }

    private void samples(int from, int to, String handler) throws IOException {
      int[] sizes = find(from, to, "stsz");
      int[] small = sizes == null ? find(from, to, "stz2") : null;
      int[] runs = find(from, to, "stsc");
      int[] offsets = find(from, to, "stco");
      int[] longOffsets = offsets == null ? find(from, to, "co64") : null;
      if (runs == null
          || (sizes == null && small == null)
          || (offsets == null && longOffsets == null)) {
        throw Uncleanable.damaged("film without tables");
      }
      used(sizes, small, runs, offsets, longOffsets, handler);
      each(
          from,
          to,
          (type, box, content, end) -> {
            switch (type) {
              case "stsd" -> descriptions(content, end, handler);
              case "stsz" -> {
                int entries = read.getInt(content + 4) == 0 ? read.getInt(content + 8) : 0;
                wipeAfter(content + 12L + 4L * entries, end);
              }
              case "stz2" -> {}
              case "cslg" -> wipeAfter(content + (moov[content] == 1 ? 44L : 24L), end);
              case "stts", "ctts", "stss", "stps", "stsc", "stco", "co64" ->
                  table(type, content, end);
              default -> {
                return false;
              }
            }
            return true;
          });
    }

    /** Which bytes of the file the samples of this track are. */
    private void used(
        int @Nullable [] sizes,
        int @Nullable [] small,
        int[] runs,
        int @Nullable [] offsets,
        int @Nullable [] longOffsets,
        String handler)
        throws Uncleanable {
      int table = offsets != null ? offsets[0] : longOffsets == null ? 0 : longOffsets[0];
      int chunks = read.getInt(table + 4);
      int runCount = read.getInt(runs[0] + 4);
      int at = sizes != null ? sizes[0] : small == null ? 0 : small[0];
      long equal = sizes != null ? read.getInt(at + 4) & 0xffffffffL : 0;
      int bits = sizes != null ? 32 : moov[at + 7];
      long count = read.getInt(at + 8) & 0xffffffffL;
      if (handler.equals("soun") && equal == 1) {
        throw new Uncleanable(Uncleanable.Reason.UNKNOWN_KIND, "sound of old QuickTime");
      }
      long sample = 0;
      int run = 0;
      for (int chunk = 0; chunk < chunks; chunk++) {
        while (run + 1 < runCount && read.getInt(runs[0] + 8 + 12 * (run + 1)) <= chunk + 1) {
          run++;
        }
        long perChunk = runCount == 0 ? 0 : read.getInt(runs[0] + 8 + 12 * run + 4) & 0xffffffffL;
        long length = 0;
        long last = Math.min(count, sample + perChunk);
        if (equal > 0) {
          length = Math.multiplyExact(last - sample, equal);
          sample = last;
        }
        for (; sample < last; sample++) {
          length += size(at, bits, sample);
        }
        long start =
            offsets != null
                ? read.getInt(table + 8 + 4 * chunk) & 0xffffffffL
                : read.getLong(table + 8 + 8 * chunk);
        if (start < 0 || start > fileSize) {
          throw Uncleanable.damaged("film offset");
        }
        if (length > 0) {
          ranges.add(new Range(start, Math.min(fileSize, Math.addExact(start, length))));
        }
      }
    }

    private long size(int at, int bits, long sample) throws Uncleanable {
      int first = at + 12;
      return switch (bits) {
        case 32 -> read.getInt(Math.toIntExact(first + 4 * sample)) & 0xffffffffL;
        case 16 -> read.getShort(Math.toIntExact(first + 2 * sample)) & 0xffff;
        case 8 -> moov[Math.toIntExact(first + sample)] & 0xff;
        case 4 -> (moov[Math.toIntExact(first + sample / 2)] >> (sample % 2 == 0 ? 4 : 0)) & 0x0f;
        default -> throw Uncleanable.damaged("film sample sizes");
      };
    }

    private void descriptions(int content, int end, String handler) throws IOException {
      boolean picture = handler.equals("vide");
      each(
          content + 8,
          end,
          (type, box, c, e) -> {
            if (picture) {
              Arrays.fill(moov, c + 8, c + 24, (byte) 0);
              Arrays.fill(moov, c + 42, c + 74, (byte) 0);
              children(c + 78, e, VIDEO_BOXES);
            } else {
              int version = read.getShort(c + 8);
              Arrays.fill(moov, c + 12, c + 16, (byte) 0);
              children(c + (version == 1 ? 44 : version == 2 ? 64 : 28), e, AUDIO_BOXES);
            }
            return true;
          });
    }

    private void children(int from, int to, Set<String> known) throws IOException {
      if (from > to) {
        throw Uncleanable.damaged("film description");
      }
      each(
          from,
          to,
          (type, box, content, end) -> {
            if (type.equals("colr")) {
              String model =
                  end - content >= 4
                      ? new String(moov, content, 4, StandardCharsets.ISO_8859_1)
                      : "";
              return model.equals("nclx") || model.equals("nclc");
            }
            if (type.equals("wave")) {
              children(content, end, AUDIO_BOXES);
              return true;
            }
            return known.contains(type);
          });
    }

    /** Creation and modification become 0; nothing behind the box's own fields stays. */
    private void times(int content, int end, int length0, int length1) throws Uncleanable {
      boolean wide = moov[content] == 1;
      int length = wide ? length1 : length0;
      if (content + length > end) {
        throw Uncleanable.damaged("film header");
      }
      Arrays.fill(moov, content + 4, content + (wide ? 20 : 12), (byte) 0);
      Arrays.fill(moov, content + length, end, (byte) 0);
    }

    private void table(String type, int content, int end) throws Uncleanable {
      long entries = read.getInt(content + 4) & 0xffffffffL;
      wipeAfter(content + 8 + entries * entryLength(type, moov[content]), end);
    }

    private void wipeAfter(long used, int end) throws Uncleanable {
      if (used > end || used < 0) {
        throw Uncleanable.damaged("film table");
      }
      Arrays.fill(moov, (int) used, end, (byte) 0);
    }
  }
}
