package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.bean.Command;
import org.junit.jupiter.api.Test;

class PduStreamTest {
  private static final int TAKEN = 0x80000004;
  private static final byte[] ANSWER = {
    0, 0, 0, 18, (byte) 0x80, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 7, 'x', 0
  };
  private static final byte[] TEST = {0, 0, 0, 16, 0, 0, 0, 0x15, 0, 0, 0, 0, 0, 0, 0, 8};

  private final List<Integer> taken = new ArrayList<>();
  private final PduStream stream = new PduStream();

  @Test
  void what_is_taken_the_library_does_not_see() throws Exception {
    DataInputStream in = in(join(ANSWER, TEST));
    Command left = stream.readPDUHeader(in);
    assertThat(taken).containsExactly(7);
    assertThat(left.getSequenceNumber()).isEqualTo(8);
    assertThat(stream.readPDU(in, left)).isEqualTo(TEST);
  }

  @Test
  void a_silence_between_two_is_a_time_out_and_one_within_ends_the_link() {
    assertThatThrownBy(() -> stream.readPDUHeader(silentAfter(new byte[0])))
        .isInstanceOf(SocketTimeoutException.class);
    for (int cut = 1; cut < ANSWER.length; cut++) {
      byte[] torn = java.util.Arrays.copyOf(ANSWER, cut);
      assertThatThrownBy(() -> stream.readPDUHeader(silentAfter(torn)))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void an_end_ends_the_link() {
    assertThatThrownBy(() -> stream.readPDUHeader(in(new byte[0]))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> stream.readPDUHeader(in(java.util.Arrays.copyOf(TEST, 9))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_length_that_cannot_be_is_not_believed() {
    for (byte[] length :
        new byte[][] {{0, 0, 0, 0}, {0, 0, 0, 15}, {127, -1, -1, -1}, {-1, 0, 0, 0}}) {
      assertThatThrownBy(() -> stream.readPDUHeader(in(join(length, TEST))))
          .isInstanceOf(InvalidCommandLengthException.class);
    }
  }

  private DataInputStream in(byte[] octets) {
    stream.taker(
        (header, pdu) -> {
          if (header.getCommandId() == TAKEN) {
            taken.add(header.getSequenceNumber());
            return true;
          }
          return false;
        });
    return new DataInputStream(new ByteArrayInputStream(octets));
  }

  private static DataInputStream silentAfter(byte[] octets) {
    InputStream first = new ByteArrayInputStream(octets);
    return new DataInputStream(
        new InputStream() {
          @Override
          public int read() throws IOException {
            int next = first.read();
            if (next < 0) {
              throw new SocketTimeoutException();
            }
            return next;
          }
        });
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
