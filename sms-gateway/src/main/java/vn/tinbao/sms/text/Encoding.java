package vn.tinbao.sms.text;

/**
 * How a text travels, and how much of it fits into one segment (3GPP TS 23.038, 23.040).
 *
 * <p>Of the Vietnamese letters with marks only à è é ì ò ù and É are in the 7-bit alphabet: nearly
 * every text with marks goes as UCS-2.
 */
public enum Encoding {
  /** Seven bits a character; those of the extension table count two. */
  GSM_7(160, 153),
  /** UTF-16 code units; a character beyond the basic plane counts two. */
  UCS_2(70, 67);

  private final int single;
  private final int part;

  Encoding(int single, int part) {
    this.single = single;
    this.part = part;
  }

  /** Units in a text of one segment. */
  public int single() {
    return single;
  }

  /** Units in each segment of a longer text; the rest is the header that joins them. */
  public int part() {
    return part;
  }
}
