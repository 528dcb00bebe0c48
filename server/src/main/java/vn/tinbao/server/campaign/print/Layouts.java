package vn.tinbao.server.campaign.print;

import java.io.IOException;
import java.util.List;
import vn.tinbao.server.campaign.print.SheetPen.Type;

/** Draws sheets: what stands where, in hundredths of the shorter side. */
final class Layouts {
  private static final float MARGIN = 8;
  private static final float QR_SIDE = 33;
  private static final float CONTACT_HEIGHT = 39;
  private static final float FOOT = 8.5f;

  /** The smallest letters: 8.5 points on A5. */
  private static final float SMALLEST = 2;

  private static final float MOST_TEXT = 4.2f;

  private final SheetPen pen;
  private final Sheet sheet;
  private final float width;
  private final float height;
  private final float inner;

  Layouts(SheetPen pen, Sheet sheet) {
    this.pen = pen;
    this.sheet = sheet;
    this.width = pen.width();
    this.height = pen.height();
    this.inner = width - 2 * MARGIN;
  }

  /** One side that says all. */
  void poster(SheetDesign design) throws IOException {
    switch (design) {
      case SIGNAL -> signal(true);
      case LAMP -> lamp();
      case HAND -> hand();
    }
    mark();
  }

  private void mark() throws IOException {
    if (!sheet.mark().isBlank()) {
      pen.mark(sheet.mark(), Paint.RED);
    }
  }

  private boolean hasText() {
    return !sheet.pieces().isEmpty();
  }

  private float contactTop() {
    return height - FOOT - CONTACT_HEIGHT;
  }

  private void signal(boolean text) throws IOException {
    float split = hasText() && text ? 56 : contactTop() - 7;
    pen.ground(Paint.WHITE);
    pen.band(0, split, Paint.TEAL);
    for (int wave = 0; wave < 4; wave++) {
      pen.ring(width, 0, 18 + 11 * wave, 3.2f, Paint.TEAL_LIGHT);
    }
    pen.circle(width, 0, 10, Paint.SUN);
    pen.band(split, 1.6f, Paint.SUN);
    headline(MARGIN, 9, inner, split - 17, Paint.SUN, Paint.WHITE);
    if (hasText() && text) {
      body(MARGIN, split + 7, inner, contactTop() - split - 12, Paint.INK, Paint.RED);
    }
    contact(contactTop(), Paint.TEAL_TINT, Paint.INK, Paint.RED, Paint.TEAL);
    foot(Paint.SOFT);
  }

  private void lamp() throws IOException {
    float lit = hasText() ? 62 : contactTop() - 8;
    pen.ground(Paint.NIGHT);
    pen.polygon(Paint.NIGHT_LIT, width - 19, 7, width - 11, 9.5f, width * 0.86f, lit, -9, lit);
    pen.polygon(Paint.SUN, width - 20, 5.5f, width - 9, 9, width - 11, 12, width - 22, 8);
    pen.circle(width - 15.4f, 10.4f, 2.3f, Paint.CREAM);
    headline(MARGIN, 16, inner, lit - 22, Paint.SUN, Paint.WHITE);
    if (hasText()) {
      body(MARGIN, lit + 5, inner, contactTop() - lit - 10, Paint.WHITE, Paint.SUN);
    }
    contact(contactTop(), Paint.CREAM, Paint.INK, Paint.RED, Paint.NIGHT);
    foot(Paint.SAND);
  }

  private void hand() throws IOException {
    pen.ground(Paint.RED);
    float frame = 3.2f;
    pen.round(frame, frame, width - 2 * frame, height - 2 * frame, 2.5f, Paint.CREAM);
    palm(width - 27, 8, 0.95f);
    float split = hasText() ? 62 : contactTop() - 6;
    headline(MARGIN, 10, inner, split - 12, Paint.RED, Paint.INK, new Spared(26, 25));
    if (hasText()) {
      pen.box(MARGIN, split + 1, 16, 0.9f, Paint.RED);
      body(MARGIN, split + 6, inner, contactTop() - split - 10, Paint.INK, Paint.RED);
    }
    contact(contactTop(), Paint.SAND, Paint.INK, Paint.RED, Paint.RED);
    foot(Paint.SOFT);
  }

  /** An open hand: four fingers, a thumb, a palm. */
  private void palm(float left, float top, float scale) throws IOException {
    float[][] fingers = {{2.6f, 4.2f}, {6.4f, 1.4f}, {10.2f, 0}, {14, 2.2f}};
    for (float[] finger : fingers) {
      pen.round(
          left + finger[0] * scale,
          top + finger[1] * scale,
          3.3f * scale,
          16 * scale,
          1.6f * scale,
          Paint.RED);
    }
    pen.round(
        left + 2.6f * scale, top + 11 * scale, 14.7f * scale, 13 * scale, 5 * scale, Paint.RED);
    pen.polygon(
        Paint.RED,
        left + 15 * scale,
        top + 20 * scale,
        left + 13 * scale,
        top + 14.5f * scale,
        left + 19 * scale,
        top + 9.3f * scale,
        left + 21.1f * scale,
        top + 11.6f * scale);
    pen.circle(left + 20 * scale, top + 10.4f * scale, 1.58f * scale, Paint.RED);
  }

  private void headline(float left, float top, float wide, float high, Paint kicker, Paint paint)
      throws IOException {
    headline(left, top, wide, high, kicker, paint, new Spared(26, 12));
  }

  /** Room for a drawing in the upper right corner. */
  private record Spared(float wide, float high) {}

  /**
   * The short line and the headline.
   *
   * @param spared the short line stands beside it, the headline below
   */
  private void headline(
      float left, float top, float wide, float high, Paint kicker, Paint paint, Spared spared)
      throws IOException {
    float at = top;
    float most = 11.5f;
    if (!sheet.kicker().isBlank()) {
      Setting above = pen.fit(sheet.kicker(), Type.STRONG, wide - spared.wide(), 9, 3.4f, SMALLEST);
      at = pen.write(above, left, at, kicker) + 4.5f;
    }
    float free = Math.max(at, top + spared.high());
    Setting headline =
        pen.fit(sheet.headline(), Type.HEADLINE, wide, top + high - free, most, SMALLEST * 1.6f);
    pen.write(headline, left, free + (top + high - free - headline.height()) / 2, paint);
  }

  private void body(float left, float top, float wide, float high, Paint paint, Paint bullet)
      throws IOException {
    RunningText text = RunningText.fit(pen, sheet.pieces(), wide, high, MOST_TEXT, SMALLEST);
    var unused = text.write(pen, left, top + (high - text.height()) / 3, paint, bullet);
  }

  /** QR code, address, and whom to call. */
  private void contact(float top, Paint panel, Paint paint, Paint danger, Paint strong)
      throws IOException {
    Sheet.Contact contact = sheet.contact();
    pen.round(MARGIN - 2, top, inner + 4, CONTACT_HEIGHT, 2, panel);
    pen.qr(contact.address(), MARGIN, top + (CONTACT_HEIGHT - QR_SIDE) / 2, QR_SIDE);
    float left = MARGIN + QR_SIDE + 3;
    float wide = inner - QR_SIDE - 3;
    Setting scan = pen.fit(contact.scan(), Type.TEXT, wide, 6.4f, 2.5f, 1.8f);
    float at = pen.write(scan, left, top + 2.6f, paint) + 1.1f;
    Setting shown = pen.fit(contact.shown(), Type.STRONG, wide, 3.4f, 2.7f, 1.5f);
    at = pen.write(shown, left, at, strong) + 2;
    numbers(contact.numbers(), left, at, wide, top + CONTACT_HEIGHT - 2 - at, paint, danger);
  }

  private void numbers(
      List<Sheet.Number> numbers,
      float left,
      float top,
      float wide,
      float high,
      Paint paint,
      Paint danger)
      throws IOException {
    int rows = (numbers.size() + 1) / 2;
    float cellWide = numbers.size() == 1 ? wide : wide / 2 - 1;
    for (int i = 0; i < numbers.size(); i++) {
      Sheet.Number number = numbers.get(i);
      float x = left + (i % 2) * (wide / 2 + 1);
      float y = top + (i / 2) * (high / rows);
      float cellHigh = high / rows;
      float slot = Math.min(5, cellHigh * 0.5f);
      Setting dial = pen.fit(number.number(), Type.HEADLINE, cellWide, slot, 6, SMALLEST);
      pen.write(dial, x, y + slot - dial.height(), number.danger() ? danger : paint);
      float below = y + slot + 0.9f;
      Setting label =
          pen.fit(number.label(), Type.TEXT, cellWide, cellHigh - (below - y) - 0.4f, 2.1f, 1.6f);
      pen.write(label, x, below, paint);
    }
  }

  private void foot(Paint paint) throws IOException {
    Setting issuer = pen.fit(sheet.issuer(), Type.STRONG, inner, 3.2f, 2.2f, 1.2f);
    pen.write(issuer, MARGIN, height - FOOT + 1.4f, paint);
  }

  /** The first side of a leaflet: the headline alone. */
  void cover(SheetDesign design) throws IOException {
    new Layouts(pen, sheet.headlineAlone()).poster(design);
  }

  /** The second side of a leaflet: the words. */
  void inside() throws IOException {
    pen.ground(Paint.WHITE);
    pen.band(0, 17, Paint.TEAL);
    pen.band(17, 0.9f, Paint.SUN);
    Setting title = pen.fit(sheet.headline(), Type.STRONG, inner, 10, 4.2f, SMALLEST);
    pen.write(title, MARGIN, (17 - title.height()) / 2, Paint.WHITE);
    float end = contactTop() - 4;
    body(MARGIN, 24, inner, end - 24, Paint.INK, Paint.RED);
    contact(contactTop(), Paint.TEAL_TINT, Paint.INK, Paint.RED, Paint.TEAL);
    foot(Paint.SOFT);
    mark();
  }

  /** A picture to post: the headline, the most urgent number, the address. */
  void picture(SheetDesign design) throws IOException {
    Paint ground =
        switch (design) {
          case SIGNAL -> Paint.TEAL;
          case LAMP -> Paint.NIGHT;
          case HAND -> Paint.CREAM;
        };
    Paint lit =
        switch (design) {
          case SIGNAL -> Paint.TEAL_LIGHT;
          case LAMP -> Paint.NIGHT_LIT;
          case HAND -> Paint.SAND;
        };
    boolean light = design == SheetDesign.HAND;
    pen.ground(ground);
    float strip = 19;
    switch (design) {
      case SIGNAL -> {
        for (int wave = 0; wave < 4; wave++) {
          pen.ring(width, 0, 16 + 10 * wave, 3, lit);
        }
        pen.circle(width, 0, 9, Paint.SUN);
      }
      case LAMP -> {
        pen.polygon(
            lit, width - 17, 6, width - 9, 8.5f, width * 0.9f, height - strip, -5, height - strip);
        pen.polygon(Paint.SUN, width - 18, 4.5f, width - 7, 8, width - 9, 11, width - 20, 7);
        pen.circle(width - 13.4f, 9.4f, 2.3f, Paint.CREAM);
      }
      case HAND -> palm(width - 25, 5, 0.8f);
    }
    headline(
        6,
        8,
        width - 12,
        height - strip - 14,
        light ? Paint.RED : Paint.SUN,
        light ? Paint.INK : Paint.WHITE,
        new Spared(24, light ? 19 : 10));
    pen.band(height - strip, strip, light ? Paint.RED : Paint.SUN);
    Paint onStrip = light ? Paint.WHITE : Paint.INK;
    float left = 6;
    List<Sheet.Number> numbers = sheet.contact().numbers();
    if (!numbers.isEmpty()) {
      Sheet.Number first = numbers.get(0);
      Setting dial = pen.fit(first.number(), Type.HEADLINE, 34, 10, 11, 3);
      pen.write(dial, left, height - strip + (strip - dial.height()) / 2, onStrip);
      left += dial.width() + 4;
    }
    float wide = width - left - 6;
    String label = numbers.isEmpty() ? sheet.issuer() : numbers.get(0).label();
    Setting says = pen.fit(label, Type.STRONG, wide, 6.5f, 3, 1.6f);
    Setting shown = pen.fit(sheet.contact().shown(), Type.TEXT, wide, 3.6f, 2.6f, 1.4f);
    float at = height - strip + (strip - says.height() - shown.height() - 1.4f) / 2;
    at = pen.write(says, left, at, onStrip) + 1.4f;
    pen.write(shown, left, at, onStrip);
    mark();
  }
}
