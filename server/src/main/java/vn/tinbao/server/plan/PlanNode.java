package vn.tinbao.server.plan;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import vn.tinbao.server.plan.PlanMistake.Why;

/**
 * One mapping of a plan's file, read field by field. What is wrong is noted with its line and
 * reading goes on with a stand-in, so that one look finds all mistakes.
 */
final class PlanNode {
  private static final int LONGEST_TEXT = 4_000;
  private static final int MOST_ENTRIES = 2_000;
  private static final String ID = "[a-z0-9]+([.-][a-z0-9]+)*";
  private static final int LONGEST_ID = 80;

  private final String path;
  private final int line;
  private final Map<String, Node> fields = new LinkedHashMap<>();
  private final Map<String, Integer> keyLines = new LinkedHashMap<>();
  private final TreeSet<String> asked = new TreeSet<>();
  private final List<PlanMistake> mistakes;

  PlanNode(String path, @Nullable Node node, List<PlanMistake> mistakes) {
    this.path = path;
    this.line = node == null ? 0 : line(node);
    this.mistakes = mistakes;
    if (!(node instanceof MappingNode mapping)) {
      mistakes.add(new PlanMistake(line, path, Why.NOT_A_MAPPING, ""));
      return;
    }
    for (NodeTuple field : mapping.getValue()) {
      String key = field.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      if (fields.put(key, field.getValueNode()) != null) {
        mistakes.add(new PlanMistake(line(field.getKeyNode()), at(key), Why.TWICE, ""));
      }
      keyLines.put(key, line(field.getKeyNode()));
    }
  }

  private static int line(Node node) {
    return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
  }

  int line() {
    return line;
  }

  /** The line of a field, or of the mapping where the field is missing. */
  int line(String key) {
    return keyLines.getOrDefault(key, line);
  }

  void wrong(String key, Why why, String detail) {
    mistakes.add(new PlanMistake(line(key), at(key), why, detail));
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Call it last: fields that nobody asked for are mistakes. */
  void done() {
    for (String key : fields.keySet()) {
      if (!asked.contains(key)) {
        wrong(key, Why.UNKNOWN_FIELD, String.join(", ", asked));
      }
    }
  }

  private @Nullable Node field(String key) {
    asked.add(key);
    Node node = fields.get(key);
    boolean empty =
        node instanceof ScalarNode scalar
            && (Tag.NULL.equals(scalar.getTag()) || scalar.getValue().isBlank());
    return empty ? null : node;
  }

  boolean has(String key) {
    return field(key) != null;
  }

  @Nullable String textOrNull(String key) {
    Node node = field(key);
    return node == null ? null : scalar(key, node);
  }

  private @Nullable String scalar(String key, Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      wrong(key, Why.NOT_TEXT, "");
      return null;
    }
    String text = scalar.getValue().strip();
    if (text.length() > LONGEST_TEXT) {
      wrong(key, Why.TOO_LONG, Integer.toString(LONGEST_TEXT));
      return null;
    }
    // Signs that PostgreSQL or a page cannot keep.
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
  }

  String text(String key) {
    String text = textOrNull(key);
    if (text == null || text.isBlank()) {
      if (!has(key)) {
        wrong(key, Why.MISSING, "");
      }
      return "?";
    }
    return text;
  }

  String id(String key) {
    String id = text(key);
    if (!id.equals("?") && (id.length() > LONGEST_ID || !id.matches(ID))) {
      wrong(key, Why.BAD_ID, id);
    }
    return id;
  }

  String agency(String key, Predicate<String> known) {
    String agency = text(key);
    return agency.equals("?") ? agency : known(key, agency, known);
  }

  @Nullable String agencyOrNull(String key, Predicate<String> known) {
    String agency = textOrNull(key);
    return agency == null ? null : known(key, agency, known);
  }

  private String known(String key, String agency, Predicate<String> known) {
    if (!known.test(agency)) {
      wrong(key, Why.UNKNOWN_AGENCY, agency);
    }
    return agency;
  }

  List<String> agencies(String key, Predicate<String> known) {
    List<String> found = texts(key);
    found.forEach(agency -> known(key, agency, known));
    return found;
  }

  boolean flag(String key) {
    String text = textOrNull(key);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (!text.equals("true")) {
      wrong(key, Why.NOT_YES_OR_NO, text);
    }
    return true;
  }

  LocalDate day(String key) {
    LocalDate day = dayOrNull(key);
    if (day == null && !has(key)) {
      wrong(key, Why.MISSING, "");
    }
    return day == null ? LocalDate.EPOCH : day;
  }

  @Nullable LocalDate dayOrNull(String key) {
    String text = textOrNull(key);
    if (text == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 1945 && day.getYear() <= 2200) {
        return day;
      }
    } catch (DateTimeException e) {
      // said below
    }
    wrong(key, Why.NOT_A_DATE, text);
    return null;
  }

  @Nullable MonthDay yearlyOrNull(String key) {
    String text = textOrNull(key);
    if (text == null) {
      return null;
    }
    try {
      return MonthDay.parse("--" + text);
    } catch (DateTimeException e) {
      wrong(key, Why.NOT_A_YEARLY_DAY, text);
      return null;
    }
  }

  @Nullable BigDecimal numberOrNull(String key) {
    String text = textOrNull(key);
    if (text == null) {
      return null;
    }
    if (text.matches("-?[0-9]{1,12}([.][0-9]{1,6})?")) {
      return new BigDecimal(text);
    }
    wrong(key, Why.NOT_A_NUMBER, text);
    return null;
  }

  @Nullable Integer integerOrNull(String key, int from, int to) {
    BigDecimal number = numberOrNull(key);
    if (number == null) {
      return null;
    }
    if (number.scale() > 0
        || number.compareTo(BigDecimal.valueOf(from)) < 0
        || number.compareTo(BigDecimal.valueOf(to)) > 0) {
      wrong(key, Why.OUT_OF_RANGE, number.toPlainString());
      return null;
    }
    return number.intValue();
  }

  <E extends Enum<E>> E word(String key, Class<E> kind, @Nullable E otherwise) {
    String text = textOrNull(key);
    E first = kind.getEnumConstants()[0];
    if (text == null) {
      if (otherwise == null && !has(key)) {
        wrong(key, Why.MISSING, "");
      }
      return otherwise == null ? first : otherwise;
    }
    return word(key, text, kind, first);
  }

  <E extends Enum<E>> @Nullable E wordOrNull(String key, Class<E> kind) {
    String text = textOrNull(key);
    return text == null ? null : word(key, text, kind, kind.getEnumConstants()[0]);
  }

  <E extends Enum<E>> List<E> words(String key, Class<E> kind) {
    return texts(key).stream()
        .map(text -> word(key, text, kind, kind.getEnumConstants()[0]))
        .toList();
  }

  private <E extends Enum<E>> E word(String key, String text, Class<E> kind, E otherwise) {
    for (E one : kind.getEnumConstants()) {
      if (one.name().equals(text)) {
        return one;
      }
    }
    wrong(
        key,
        Why.NOT_ONE_OF,
        String.join(", ", Arrays.stream(kind.getEnumConstants()).map(Enum::name).toList()));
    return otherwise;
  }

  List<String> texts(String key) {
    List<String> found = new ArrayList<>();
    for (Node item : items(key)) {
      String text = scalar(key, item);
      if (text != null && !text.isBlank()) {
        found.add(text);
      }
    }
    return List.copyOf(found);
  }

  List<Integer> lineNumbers(String key) {
    List<Integer> found = new ArrayList<>();
    for (String text : texts(key)) {
      if (text.matches("[0-9]{1,6}")) {
        found.add(Integer.valueOf(text));
      } else {
        wrong(key, Why.NOT_A_NUMBER, text);
      }
    }
    return List.copyOf(found);
  }

  PlanNode mapping(String key) {
    Node node = field(key);
    return node == null
        ? new PlanNode(at(key), new MappingNode(Tag.MAP, List.of(), FLOW), new ArrayList<>())
        : new PlanNode(at(key), node, mistakes);
  }

  List<PlanNode> mappings(String key) {
    List<PlanNode> found = new ArrayList<>();
    int number = 0;
    for (Node item : items(key)) {
      number++;
      found.add(new PlanNode(at(key) + "[" + number + "]", item, mistakes));
    }
    return found;
  }

  private static final org.yaml.snakeyaml.DumperOptions.FlowStyle FLOW =
      org.yaml.snakeyaml.DumperOptions.FlowStyle.FLOW;

  private List<Node> items(String key) {
    Node node = field(key);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof SequenceNode list)) {
      wrong(key, Why.NOT_A_LIST, "");
      return List.of();
    }
    if (list.getValue().size() > MOST_ENTRIES) {
      wrong(key, Why.TOO_MANY, Integer.toString(MOST_ENTRIES));
      return List.of();
    }
    return list.getValue();
  }
}
