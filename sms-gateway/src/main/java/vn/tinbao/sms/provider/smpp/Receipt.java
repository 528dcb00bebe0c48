package vn.tinbao.sms.provider.smpp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;

/**
 * What a delivery receipt says about one part (SMPP 3.4 appendix B, sections 5.3.2.12 and .35).
 *
 * @param id the operator's id of the part, in the one form in which ids are compared
 * @param code for operators: state and the operator's error
 * @param because what a failure means; null where nothing failed
 */
record Receipt(String id, DeliveryStatus status, String code, @Nullable Because because) {
  private record State(DeliveryStatus status, @Nullable Because because, String name) {}

  private static final Map<String, State> BY_NAME =
      Table.read("/smpp/receipt-state.tsv").stream()
          .collect(
              Collectors.toMap(
                  row -> row.get(0),
                  row ->
                      new State(
                          DeliveryStatus.valueOf(row.get(2)),
                          "-".equals(row.get(3)) ? null : Because.valueOf(row.get(3)),
                          row.get(0))));
  private static final Map<Integer, State> BY_NUMBER =
      Table.read("/smpp/receipt-state.tsv").stream()
          .collect(
              Collectors.toMap(
                  row -> Integer.valueOf(row.get(1)),
                  row -> java.util.Objects.requireNonNull(BY_NAME.get(row.get(0)))));

  private static final Pattern ID = field("id", "[\\x21-\\x7E]{1,64}");
  private static final Pattern STATE = field("stat", "[A-Za-z]{3,12}");
  private static final Pattern ERROR = field("err", "[0-9A-Za-z]{1,10}");

  /** The first words of the message follow here: they are no fields. */
  private static final Pattern TEXT = Pattern.compile("(?i)\\btext:");

  private static final int RECEIPT = 0x04;
  private static final int INTERMEDIATE = 0x20;
  private static final int TYPE = 0x3C;

  private static Pattern field(String name, String value) {
    return Pattern.compile("(?i)(?<![a-z])" + name + ":\\s*(" + value + ")");
  }

  /** True for a receipt: by its type or, where an operator forgets that, by its parameter. */
  static boolean is(Delivery delivery) {
    int type = delivery.esmClass() & TYPE;
    return type == RECEIPT
        || type == INTERMEDIATE
        || type == 0 && parameter(delivery, OptionalParameter.Receipted_message_id.class) != null;
  }

  /**
   * Reads it. The parameters count more than the text; the id there has the form of the answers to
   * submits. Empty when it names no message, or no state that we know.
   */
  static Optional<Receipt> read(Delivery delivery, String text, IdForm ofAnswer, IdForm ofReceipt) {
    Matcher cut = TEXT.matcher(text);
    String fields = cut.find() ? text.substring(0, cut.start()) : text;
    OptionalParameter.@Nullable Receipted_message_id named =
        parameter(delivery, OptionalParameter.Receipted_message_id.class);
    OptionalParameter.@Nullable Message_state numbered =
        parameter(delivery, OptionalParameter.Message_state.class);

    String id =
        named != null && !named.getValueAsString().isBlank()
            ? ofAnswer.plain(printable(named.getValueAsString()))
            : find(ID, fields).map(ofReceipt::plain).orElse("");
    @Nullable State state = numbered == null ? null : BY_NUMBER.get((int) numbered.getValue());
    if (state == null) {
      state = find(STATE, fields).map(Receipt::byName).orElse(null);
    }
    if (id.isEmpty() || state == null) {
      return Optional.empty();
    }
    String error = find(ERROR, fields).orElse("");
    boolean failed = state.because() != null;
    return Optional.of(
        new Receipt(
            id,
            state.status(),
            failed ? state.name() + (error.isEmpty() ? "" : ":" + error) : "",
            state.because()));
  }

  /** Some write the whole word. */
  private static @Nullable State byName(String written) {
    String name = written.toUpperCase(Locale.ROOT);
    for (Map.Entry<String, State> known : BY_NAME.entrySet()) {
      String stem = known.getKey().substring(0, 5);
      if (name.startsWith(stem)) {
        return known.getValue();
      }
    }
    return null;
  }

  private static Optional<String> find(Pattern pattern, String fields) {
    Matcher matcher = pattern.matcher(fields);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String printable(String value) {
    return value.replaceAll("[^\\x21-\\x7E]", "");
  }

  private static <T extends OptionalParameter> @Nullable T parameter(
      Delivery delivery, Class<T> type) {
    for (OptionalParameter parameter : delivery.parameters()) {
      if (type.isInstance(parameter)) {
        return type.cast(parameter);
      }
    }
    return null;
  }
}
