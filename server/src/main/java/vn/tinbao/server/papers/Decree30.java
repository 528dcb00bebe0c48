package vn.tinbao.server.papers;

import java.util.Locale;

/**
 * Measures of an official paper, in points: decree 30/2020/NĐ-CP, annex I, part I. Margins, page
 * numbers, font and the size of the national name were read in an excerpt of it; the other sizes
 * are from memory and lie within what is usual.
 */
final class Decree30 {
  private static final float POINTS_A_MM = 72 / 25.4f;
  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

  static final float PAGE_SHORT = mm(210);
  static final float PAGE_LONG = mm(297);

  /** 20 to 25 mm. */
  static final float TOP = mm(20);

  /** 20 to 25 mm. */
  static final float BOTTOM = mm(20);

  /** 30 to 35 mm. */
  static final float LEFT = mm(30);

  /** 15 to 20 mm. */
  static final float RIGHT = mm(15);

  /** Where the number of a page stands: the middle of the top margin. */
  static final float PAGE_NUMBER_FROM_TOP = mm(12);

  static final float NATION_SIZE = 12;
  static final float MOTTO_SIZE = 13;
  static final float ISSUER_SIZE = 12;
  static final float NUMBER_SIZE = 13;
  static final float PLACE_SIZE = 13;
  static final float TYPE_SIZE = 14;
  static final float SUBJECT_SIZE = 13;
  static final float LETTER_SUBJECT_SIZE = 12;
  static final float BODY_SIZE = 13;
  static final float TABLE_SIZE = 11;
  static final float SIGNATURE_SIZE = 13;
  static final float RECIPIENTS_TITLE_SIZE = 12;
  static final float RECIPIENTS_SIZE = 11;
  static final float PAGE_NUMBER_SIZE = 13;
  static final float SMALL_SIZE = 10;

  static final float INDENT = mm(10);
  static final float PARAGRAPH_GAP = 6;

  /** Height of a line, as a multiple of the font's size. */
  static final float LINE = 1.2f;

  /** Room for a signature and a seal. */
  static final float SIGNATURE_GAP = mm(22);

  /** How much of the width the issuing body has; the national name has the rest. */
  static final float ISSUER_SHARE = 0.4f;

  static final String NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
  static final String MOTTO = "Độc lập - Tự do - Hạnh phúc";
  static final String RECIPIENTS = "Nơi nhận:";

  /** Where a number or a sign is to be written by hand. */
  static final String NUMBER_DOTS = "..........";

  private Decree30() {}

  static float mm(float millimetres) {
    return millimetres * POINTS_A_MM;
  }

  static String capitals(String text) {
    return PrintableText.line(text).toUpperCase(VIETNAMESE);
  }

  /** {@code Số: 07/PC-CAX}. */
  static String numberLine(Paper.Number number) {
    Integer value = number.value();
    String sign = number.sign();
    return "Số: %s/%s"
        .formatted(
            value == null ? NUMBER_DOTS : "%02d".formatted(value),
            sign == null ? NUMBER_DOTS : PrintableText.line(sign));
  }

  /** {@code Khánh Khê, ngày 05 tháng 02 năm 2026}. */
  static String placeLine(Paper paper) {
    String place = paper.place();
    return (place == null ? NUMBER_DOTS + NUMBER_DOTS : PrintableText.line(place))
        + ", "
        + OfficialDate.of(paper.date());
  }
}
