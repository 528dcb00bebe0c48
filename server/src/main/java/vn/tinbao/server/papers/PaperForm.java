package vn.tinbao.server.papers;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A form as it is in force during one period of time.
 *
 * @param key {@code transfer-slip}
 * @param number as printed: {@code Mẫu số 03}
 * @param type kind of document: {@code Phiếu chuyển}
 * @param sign abbreviation of the kind in the document's sign; null for forms without a number
 * @param issuedBy the document that prescribes it
 * @param source where this was read
 * @param verified whether it was compared with the text of the law
 * @param columns of a register; empty for other forms
 * @param words its wording by key
 */
public record PaperForm(
    String key,
    String number,
    String type,
    String subject,
    @Nullable String sign,
    String issuedBy,
    String source,
    boolean verified,
    LocalDate validFrom,
    @Nullable LocalDate validTo,
    List<Column> columns,
    Map<String, String> words) {

  public PaperForm {
    columns = List.copyOf(columns);
    words = Map.copyOf(words);
  }

  /** A column of a register. */
  public record Column(String key, Block.Column shown) {}

  /** Whether it is in force on that day. */
  public boolean standsOn(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
  }

  /**
   * A sentence of the form.
   *
   * @param filled in for each {@code %s}, in turn
   * @throws IllegalArgumentException when the form has no such words
   */
  public String say(String word, String... filled) {
    String said = words.get(word);
    if (said == null) {
      throw new IllegalArgumentException(
          "papers/forms.yaml: %s has no words %s".formatted(key, word));
    }
    StringBuilder sentence = new StringBuilder();
    int from = 0;
    for (String one : filled) {
      int gap = said.indexOf("%s", from);
      if (gap < 0) {
        break;
      }
      sentence.append(said, from, gap).append(one);
      from = gap + 2;
    }
    return sentence.append(said.substring(from)).toString();
  }

  /** Below the content: which form this is, and what of it was not compared with the law. */
  public String footnote() {
    return verified
        ? "%s, %s.".formatted(number, issuedBy)
        : "%s, %s. Cách trình bày mẫu này chưa được đối chiếu với văn bản gốc."
            .formatted(number, issuedBy);
  }

  static final Set<String> KEYS =
      Set.of(
          "form",
          "number",
          "type",
          "subject",
          "sign",
          "issued-by",
          "source",
          "verified",
          "valid-from",
          "valid-to",
          "columns",
          "words");
}
