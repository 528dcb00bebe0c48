package vn.tinbao.server.staff;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code (ISO/IEC 18004) as one path of an SVG that stands in the page itself: the secret goes
 * to no other address, and the policy against foreign content needs no exception.
 *
 * @param size modules a side, with the quiet zone of four around
 * @param path {@code d} of the path that draws the dark modules
 */
public record QrPicture(int size, String path) {
  private static final int QUIET = 4;

  /** Of a short text, such as an {@code otpauth:} address. */
  static QrPicture of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      int x = 0;
      while (x < code.size) {
        int from = x;
        while (x < code.size && code.getModule(x, y)) {
          x++;
        }
        if (x > from) {
          path.append('M').append(from + QUIET).append(' ').append(y + QUIET);
          path.append('h').append(x - from).append("v1h-").append(x - from).append('z');
        }
        x++;
      }
    }
    return new QrPicture(code.size + 2 * QUIET, path.toString());
  }
}
