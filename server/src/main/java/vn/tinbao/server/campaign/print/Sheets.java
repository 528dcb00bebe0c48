package vn.tinbao.server.campaign.print;

import jakarta.inject.Singleton;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * The door: posters, leaflets and pictures. The same sheet gives the same bytes.
 *
 * <p>Every method throws {@link UnprintableException} for a text that cannot be set: a letter that
 * no bundled font has, or too much for the size even in the smallest letters that can be read.
 */
@Singleton
public final class Sheets {
  private static final String PRODUCER = "TinBao";

  /**
   * One page.
   *
   * @param press for an offset press: 3 mm of bleed, crop marks, four inks; else to the size of the
   *     paper, in the colours of a screen
   */
  public byte[] poster(Sheet sheet, SheetDesign design, SheetSize size, boolean press) {
    return pdf(
        sheet,
        (pdf, fonts) -> {
          try (SheetPen pen = SheetPen.sheet(pdf, fonts, size, press)) {
            new Layouts(pen, sheet).poster(design);
          }
        });
  }

  /** Two pages, back to back: the headline, and the words. */
  public byte[] leaflet(Sheet sheet, SheetDesign design, SheetSize size, boolean press) {
    return pdf(
        sheet,
        (pdf, fonts) -> {
          try (SheetPen pen = SheetPen.sheet(pdf, fonts, size, press)) {
            new Layouts(pen, sheet).cover(design);
          }
          if (!sheet.pieces().isEmpty()) {
            try (SheetPen pen = SheetPen.sheet(pdf, fonts, size, press)) {
              new Layouts(pen, sheet).inside();
            }
          }
        });
  }

  /** A PNG to post. */
  public byte[] picture(Sheet sheet, SheetDesign design, PictureShape shape) {
    try (PDDocument pdf = new PDDocument()) {
      SheetFonts fonts = new SheetFonts(pdf);
      try (SheetPen pen = SheetPen.picture(pdf, fonts, shape)) {
        new Layouts(pen, sheet).picture(design);
      }
      // Drawn from a saved file: fonts that are embedded in part are complete only then.
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      pdf.save(saved);
      return png(saved.toByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("A picture could not be drawn", e);
    }
  }

  private static byte[] png(byte[] pdf) throws IOException {
    try (PDDocument drawn = Loader.loadPDF(pdf)) {
      BufferedImage picture = new PDFRenderer(drawn).renderImage(0, 1, ImageType.RGB);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (!ImageIO.write(picture, "png", bytes)) {
        throw new IOException("no writer for PNG");
      }
      return bytes.toByteArray();
    }
  }

  private interface Drawing {
    void draw(PDDocument pdf, SheetFonts fonts) throws IOException;
  }

  private static byte[] pdf(Sheet sheet, Drawing drawing) {
    try (PDDocument pdf = new PDDocument()) {
      drawing.draw(pdf, new SheetFonts(pdf));
      PDDocumentInformation information = new PDDocumentInformation();
      information.setTitle(sheet.headline());
      information.setAuthor(sheet.issuer());
      information.setProducer(PRODUCER);
      Calendar made = new GregorianCalendar(TimeZone.getTimeZone(ZoneId.of("Asia/Ho_Chi_Minh")));
      made.setTimeInMillis(sheet.madeAt().toEpochMilli());
      information.setCreationDate(made);
      information.setModificationDate(made);
      pdf.setDocumentInformation(information);
      pdf.setDocumentId(sheet.madeAt().toEpochMilli());
      pdf.setVersion(1.6f);
      pdf.getDocumentCatalog().setLanguage(sheet.language());
      PDViewerPreferences shown = new PDViewerPreferences(new COSDictionary());
      shown.setDisplayDocTitle(true);
      pdf.getDocumentCatalog().setViewerPreferences(shown);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      pdf.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("A sheet could not be drawn", e);
    }
  }
}
