package vn.tinbao.sms.lab.smpp;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jsmpp.bean.OptionalParameter;
import vn.tinbao.sms.text.Gsm7;

/**
 * A deliver_sm that the centre keeps until it is acknowledged: a phone's message or a receipt.
 *
 * @param acknowledged completes with how often it was handed over until it was taken
 */
@SuppressWarnings("ArrayRecordComponent")
public record Handover(
    int esmClass,
    int dataCoding,
    String from,
    String to,
    byte[] octets,
    OptionalParameter[] parameters,
    CompletableFuture<Integer> acknowledged) {
  private static final int RECEIPT = 0x04;
  private static final int UDHI = 0x40;
  private static final int UCS_2 = 8;

  /** A short message, in the 7-bit alphabet where that will do. */
  public static Handover message(String from, String to, String text) {
    return Gsm7.canEncode(text)
        ? of(0, 0, from, to, Gsm7.encode(text))
        : of(0, UCS_2, from, to, text.getBytes(StandardCharsets.UTF_16BE));
  }

  /** One part of a long message in UCS-2, cut by UTF-16 units wherever that is. */
  public static Handover part(
      String from, String to, int reference, int total, int number, char[] units) {
    byte[] octets = new byte[6 + units.length * 2];
    byte[] header = {5, 0, 3, (byte) reference, (byte) total, (byte) number};
    System.arraycopy(header, 0, octets, 0, header.length);
    for (int i = 0; i < units.length; i++) {
      octets[6 + 2 * i] = (byte) (units[i] >> 8);
      octets[7 + 2 * i] = (byte) units[i];
    }
    return of(UDHI, UCS_2, from, to, octets);
  }

  /** A receipt in the usual words. */
  public static Handover receipt(
      String from, String to, String text, OptionalParameter... parameters) {
    return new Handover(
        RECEIPT,
        0,
        from,
        to,
        text.getBytes(StandardCharsets.ISO_8859_1),
        parameters,
        new CompletableFuture<>());
  }

  public static Handover of(
      int esmClass,
      int dataCoding,
      String from,
      String to,
      byte[] octets,
      OptionalParameter... parameters) {
    return new Handover(
        esmClass, dataCoding, from, to, octets, parameters, new CompletableFuture<>());
  }
}
