package vn.tinbao.server.conversation;

import java.text.Normalizer;

/** How a text is written for a phone: without accents, so that it fits two segments, not five. */
final class Sms {
  private Sms() {}

  /** The same words without Vietnamese marks ("không dấu"). */
  static String plain(String text) {
    String bare =
        Normalizer.normalize(text, Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .replace('đ', 'd')
            .replace('Đ', 'D')
            .replace('’', '\'');
    return Normalizer.normalize(bare, Normalizer.Form.NFC);
  }
}
