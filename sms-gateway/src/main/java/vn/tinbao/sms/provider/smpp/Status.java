package vn.tinbao.sms.provider.smpp;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.SendResult;

/**
 * What an operator's answer to a submit means ({@code smpp/status.tsv}).
 *
 * @param name without {@code ESME_}
 */
record Status(String name, Meaning meaning, Because because) {
  /** What follows from it. */
  enum Meaning {
    /** Surely not taken; no fault of the message. */
    NOT_SENT,
    /** Surely not taken, and slower please. */
    SLOWER,
    /** Surely not taken; it may concern this destination only. */
    NO_WAY,
    /** Surely not taken, nor will anything else be. */
    BROKEN,
    /** Surely not taken because of this message. */
    REFUSED,
    /** Says nothing about whether it was taken. */
    IN_DOUBT
  }

  /** A field of this message does not fit into the protocol: our own refusal. */
  static final Status UNWRITABLE = new Status("bad-field", Meaning.REFUSED, Because.OTHER);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Map<Integer, Status> KNOWN =
      Table.read("/smpp/status.tsv").stream()
          .collect(
              Collectors.toMap(
                  row -> Integer.decode(row.get(0)),
                  row ->
                      new Status(
                          row.get(1),
                          Meaning.valueOf(row.get(2)),
                          "-".equals(row.get(3)) ? Because.OTHER : Because.valueOf(row.get(3)))));

  /** By command_status; one that is not in the table concerns this message alone. */
  static Status of(int commandStatus) {
    @Nullable Status known = KNOWN.get(commandStatus);
    return known != null
        ? known
        : new Status(
            String.format(Locale.ROOT, "0x%08X", commandStatus), Meaning.REFUSED, Because.OTHER);
  }

  /** True: this part may be submitted again, and nothing else is doubtful. */
  boolean waits() {
    return meaning == Meaning.SLOWER || meaning == Meaning.NOT_SENT;
  }

  SendResult result() {
    Function<String, SendResult> result =
        switch (meaning) {
          case NOT_SENT -> code -> new SendResult.NotSent(code, Duration.ZERO);
          case SLOWER -> code -> new SendResult.Busy(code, PAUSE);
          case NO_WAY -> SendResult.NoWay::new;
          case BROKEN -> SendResult.ChannelBroken::new;
          case REFUSED -> code -> new SendResult.Refused(code, because);
          case IN_DOUBT -> SendResult.InDoubt::new;
        };
    return result.apply(name);
  }
}
