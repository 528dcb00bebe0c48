package vn.tinbao.sms.provider.smpp;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.PDUReader;
import org.jsmpp.bean.Command;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an operator sends, and takes out what we handle ourselves, without a thread for each.
 * The rest (binding, links, unbinding) the library gets.
 *
 * <p>A length that no PDU has, or a PDU that stops in the middle, ends the link: the next octets
 * could not be understood.
 */
public final class PduStream implements PDUReader {
  private static final int HEADER = 16;

  /** message_payload has at most 64 KiB (SMPP 3.4 section 5.3.2.32), the rest is small. */
  private static final int LONGEST = 70_000;

  /** Takes a PDU, or leaves it. */
  public interface Taker {
    boolean take(Command header, byte[] pdu);
  }

  private Taker taker = (header, pdu) -> false;
  private byte @Nullable [] left;

  /** Before anything is read. */
  public void taker(Taker to) {
    taker = to;
  }

  @Override
  public Command readPDUHeader(DataInputStream in)
      throws InvalidCommandLengthException, IOException {
    while (true) {
      Command header = header(in);
      byte[] pdu = rest(in, header);
      if (!taker.take(header, pdu)) {
        left = pdu;
        return header;
      }
    }
  }

  /** Nothing comes for a while: that may end in a time-out. Within a PDU it may not. */
  private static Command header(DataInputStream in)
      throws InvalidCommandLengthException, IOException {
    int first = in.read();
    if (first < 0) {
      throw new IOException("The operator closed the link");
    }
    try {
      Command header = new Command();
      header.setCommandLength(
          first << 24
              | in.readUnsignedByte() << 16
              | in.readUnsignedByte() << 8
              | in.readUnsignedByte());
      if (header.getCommandLength() < HEADER || header.getCommandLength() > LONGEST) {
        throw new InvalidCommandLengthException("Command length out of range");
      }
      header.setCommandId(in.readInt());
      header.setCommandStatus(in.readInt());
      header.setSequenceNumber(in.readInt());
      return header;
    } catch (SocketTimeoutException e) {
      throw new IOException("A PDU stopped in the middle", e);
    }
  }

  private static byte[] rest(DataInputStream in, Command header) throws IOException {
    byte[] pdu = new byte[header.getCommandLength()];
    int[] fields = {
      header.getCommandLength(),
      header.getCommandId(),
      header.getCommandStatus(),
      header.getSequenceNumber()
    };
    for (int i = 0; i < HEADER; i++) {
      pdu[i] = (byte) (fields[i / 4] >>> (24 - 8 * (i % 4)));
    }
    try {
      in.readFully(pdu, HEADER, pdu.length - HEADER);
    } catch (SocketTimeoutException e) {
      throw new IOException("A PDU stopped in the middle", e);
    }
    return pdu;
  }

  @Override
  public byte[] readPDU(DataInputStream in, Command header) {
    return Objects.requireNonNull(left, "the header is read first");
  }

  @Override
  public byte[] readPDU(
      DataInputStream in, int commandLength, int commandId, int commandStatus, int sequence) {
    return Objects.requireNonNull(left, "the header is read first");
  }
}
