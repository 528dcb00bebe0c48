package vn.tinbao.server.attachment.clean;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;
import org.jspecify.annotations.Nullable;

/** Small pictures for lists: drawn anew, so that nothing but pixels gets into them. */
final class Thumbnails {
  /** Pixels of the longer side. */
  static final int SIDE = 240;

  private Thumbnails() {}

  static byte @Nullable [] make(FileKind kind, Source original) {
    if (kind != FileKind.JPEG && kind != FileKind.PNG && kind != FileKind.GIF) {
      return null;
    }
    try (ImageInputStream in = new SourceStream(original)) {
      Iterator<ImageReader> readers =
          ImageIO.getImageReadersByFormatName(kind == FileKind.JPEG ? "jpeg" : kind.extension());
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width * height > Limits.PIXELS) {
          return null;
        }
        int step = (int) Math.max(1, Math.max(width, height) / (2 * SIDE));
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        BufferedImage read = reader.read(0, parameters);
        int orientation = kind == FileKind.JPEG ? Jpeg.orientation(original) : 1;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return ImageIO.write(small(read, orientation), "jpeg", out) ? out.toByteArray() : null;
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static BufferedImage small(BufferedImage read, int orientation) {
    boolean turned = orientation >= 5;
    double scale = Math.min(1.0, (double) SIDE / Math.max(read.getWidth(), read.getHeight()));
    int width = Math.max(1, (int) Math.round(read.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(read.getHeight() * scale));
    BufferedImage small =
        new BufferedImage(
            turned ? height : width, turned ? width : height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = small.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, small.getWidth(), small.getHeight());
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    AffineTransform place = upright(orientation, width, height);
    place.scale((double) width / read.getWidth(), (double) height / read.getHeight());
    pen.drawImage(read, place, null);
    pen.dispose();
    return small;
  }

  /** EXIF orientation (EXIF 2.32, 4.6.4.A) as the movement that puts the picture upright. */
  private static AffineTransform upright(int orientation, int width, int height) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> new AffineTransform();
    };
  }

  /** Image I/O's view of a source. */
  private static final class SourceStream extends ImageInputStreamImpl {
    private final Source source;

    SourceStream(Source source) {
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) <= 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      bitOffset = 0;
      int n = source.read(streamPos, into, from, most);
      streamPos += Math.max(0, n);
      return n;
    }

    @Override
    public long length() {
      return source.size();
    }
  }
}
