package vn.tinbao.sms.lab.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import vn.tinbao.sms.text.Gsm7;

/**
 * One submit_sm as it came.
 *
 * @param number counted from 1 over all links
 * @param octets with the header, or of message_payload
 * @param reference of a part of a long message; -1 when it is whole
 * @param validity as written
 * @param receipt whether one was asked for
 */
@SuppressWarnings("ArrayRecordComponent")
public record Submitted(
    long number,
    String from,
    int fromTon,
    String to,
    int esmClass,
    int dataCoding,
    byte[] octets,
    int reference,
    int total,
    int part,
    String validity,
    boolean receipt) {
  private static final int UDHI = 0x40;
  private static final int UCS_2 = 8;

  /** What is to be read; of a part only this part. */
  public String text() {
    int header = (esmClass & UDHI) != 0 ? (octets[0] & 0xFF) + 1 : 0;
    byte[] text = Arrays.copyOfRange(octets, header, octets.length);
    return dataCoding == UCS_2 ? new String(text, StandardCharsets.UTF_16BE) : Gsm7.decode(text);
  }
}
