package vn.tinbao.sms.provider.twilio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.StatusNews;

/** What Twilio's codes mean for us; the table is {@code twilio/errors.tsv}. */
final class TwilioErrors {

  enum Means {
    /** Surely not sent, no fault of the message: later. */
    NOT_SENT,
    /** Surely not sent, and slower please. */
    BUSY,
    /** Surely not sent, no way from this sender to this recipient; others may be reached. */
    NO_WAY,
    /** Nothing goes this way until a person has acted. */
    BROKEN,
    /** Because of this message or its recipient. */
    REFUSED
  }

  /**
   * One line of the table.
   *
   * @param pause at least so long before the next try; zero: nothing said
   */
  record Row(Means means, Because because, Duration pause) {}

  /** A code that nobody has told us of: not to be tried again. */
  private static final Row UNKNOWN = new Row(Means.REFUSED, Because.OTHER, Duration.ZERO);

  private static final Pattern CODE = Pattern.compile("\\d{1,6}");

  private final Map<String, Row> rows;

  private TwilioErrors(Map<String, Row> rows) {
    this.rows = rows;
  }

  static TwilioErrors read() {
    Map<String, Row> rows = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    TwilioErrors.class.getClassLoader().getResourceAsStream("twilio/errors.tsv")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] cells = line.split("\t", -1);
          Row row =
              new Row(
                  Means.valueOf(cells[1]),
                  Because.valueOf(cells[2]),
                  cells[3].equals("-") ? Duration.ZERO : Duration.parse(cells[3]));
          if (rows.put(cells[0], row) != null) {
            throw new IllegalStateException("twilio/errors.tsv has two lines for " + cells[0]);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TwilioErrors(Map.copyOf(rows));
  }

  /** Of the answer to a request. */
  SendResult result(String code, Duration retryAfter) {
    Row row = rows.getOrDefault(code, UNKNOWN);
    return switch (row.means()) {
      case NOT_SENT -> new SendResult.NotSent(code, longer(retryAfter, row.pause()));
      case BUSY -> new SendResult.Busy(code, longer(retryAfter, row.pause()));
      case NO_WAY -> new SendResult.NoWay(code);
      case BROKEN -> new SendResult.ChannelBroken(code);
      case REFUSED -> new SendResult.Refused(code, row.because());
    };
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /**
   * News about a message that was accepted before.
   *
   * @param word Twilio's for where it is
   * @param code of a failure; null and what is no code of Twilio's: no reason given
   */
  StatusNews news(UUID message, String sid, String word, @Nullable String code) {
    DeliveryStatus status = TwilioStatus.of(word);
    if (status != DeliveryStatus.UNDELIVERED && status != DeliveryStatus.FAILED) {
      return new StatusNews(TwilioProvider.NAME, sid, message, status);
    }
    String known = code != null && CODE.matcher(code).matches() ? code : null;
    Because because = rows.getOrDefault(known == null ? "" : known, UNKNOWN).because();
    return new StatusNews(TwilioProvider.NAME, sid, message, status, known, because);
  }

  /** All lines, by code. */
  Map<String, Row> rows() {
    return rows;
  }
}
