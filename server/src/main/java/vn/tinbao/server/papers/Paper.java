package vn.tinbao.server.papers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An official document as data, in the parts of decree 30/2020/NĐ-CP, art. 8: it knows what it says
 * and nothing of how that is drawn.
 *
 * @param title of the file, read aloud first: {@code Phiếu chuyển nguồn tin về tội phạm}
 * @param form the form it follows, top right in small: {@code Mẫu số 03}; null for none
 * @param superior the body above the issuing one; null when it has none
 * @param issuer who issues it
 * @param number number and sign; null for papers without (a register)
 * @param place of issue; null: dotted, for the pen
 * @param date of issue; null: dotted, for the pen
 * @param type kind of document, printed in capitals: {@code Biên bản}; null for a letter (công
 *     văn), whose subject stands under its number
 * @param subject what it is about (trích yếu); null for none
 * @param landscape for wide tables
 * @param madeAt when this print was made: stands in the file's properties
 */
public record Paper(
    String title,
    @Nullable String form,
    @Nullable String superior,
    String issuer,
    @Nullable Number number,
    @Nullable String place,
    @Nullable LocalDate date,
    @Nullable String type,
    @Nullable String subject,
    List<Block> content,
    boolean landscape,
    Instant madeAt) {

  public Paper {
    content = List.copyOf(content);
  }

  /**
   * Number and sign: {@code Số: 07/PC-CAX}.
   *
   * @param value null: not given yet, dotted for the pen; below 10 it gets a zero in front
   * @param sign {@code PC-CAX}: kind of document and who issues it; null: dotted, for the pen
   */
  public record Number(@Nullable Integer value, @Nullable String sign) {}

  /** Never the content: it may name people. */
  @Override
  public String toString() {
    return "Paper[" + title + "]";
  }
}
