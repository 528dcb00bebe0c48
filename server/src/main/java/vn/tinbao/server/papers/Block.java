package vn.tinbao.server.papers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a paper's content. Texts may hold line breaks and anything that people type; what
 * cannot be printed is replaced (see {@link PrintableText}).
 */
public sealed interface Block {

  /** A heading within the content. */
  record Heading(String text) implements Block {}

  /** An annex: begins a new page, its title in the middle. */
  record Annex(String title) implements Block {}

  /** A paragraph, justified, its first line indented. Line breaks begin a new one. */
  record Paragraph(String text, Look look) implements Block {
    public Paragraph(String text) {
      this(text, Look.PLAIN);
    }
  }

  /** How a paragraph looks. */
  enum Look {
    PLAIN,
    ITALIC,
    /** In the middle, without indent: {@code Kính gửi: …}. */
    CENTRED,
    /** Notes on the file itself, 10 pt: where it was printed, what is unverified. */
    SMALL
  }

  /**
   * A label and what belongs there: {@code Họ và tên: Nguyễn Văn A}.
   *
   * @param value null or blank: a dotted line for the pen
   */
  record Field(String label, @Nullable String value) implements Block {}

  /** Empty dotted lines for the pen. */
  record PenLines(int count) implements Block {
    /** No more than a page's worth. */
    private static final int MOST = 40;

    public PenLines {
      if (count < 1 || count > MOST) {
        throw new IllegalArgumentException("1 to " + MOST + " dotted lines, not " + count);
      }
    }
  }

  /**
   * A table; its head is repeated on every page.
   *
   * @param caption what it shows, read aloud and not printed
   * @param rows each with as many cells as there are columns; null is an empty cell
   */
  record Table(String caption, List<Column> columns, List<List<@Nullable String>> rows)
      implements Block {
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("A table without columns");
      }
      for (List<@Nullable String> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "A row of %d cells in a table of %d columns".formatted(row.size(), columns.size()));
        }
      }
    }
  }

  /**
   * A column of a table.
   *
   * @param width share of the table's width, relative to the other columns
   */
  record Column(String head, int width, Align align) {
    public Column {
      if (width < 1) {
        throw new IllegalArgumentException("A column's width is 1 or more");
      }
    }

    public Column(String head, int width) {
      this(head, width, Align.LEFT);
    }
  }

  /** Where in its cell a text stands. */
  enum Align {
    LEFT,
    CENTRE,
    RIGHT
  }

  /** Up to three people who sign side by side, as under a record (biên bản). */
  record Signatures(List<Signature> signatures) implements Block {
    private static final int MOST = 3;

    public Signatures {
      signatures = List.copyOf(signatures);
      if (signatures.isEmpty() || signatures.size() > MOST) {
        throw new IllegalArgumentException("1 to " + MOST + " signatures side by side");
      }
    }
  }

  /** The end of a letter: {@code Nơi nhận} on the left, who signs on the right. */
  record Closing(List<String> recipients, Signature signature) implements Block {
    public Closing {
      recipients = List.copyOf(recipients);
    }
  }
}
