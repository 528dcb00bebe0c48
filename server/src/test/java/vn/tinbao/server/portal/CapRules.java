package vn.tinbao.server.portal;

import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What the Common Alerting Protocol 1.2 (OASIS standard, 1 July 2010, sections 3.2 and 3.4) asks of
 * a document, written down from its data dictionary: which elements in which order and how often,
 * which values, and what one value asks of another. Stricter than the schema, which knows no
 * "required when".
 */
final class CapRules {
  private static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

  /** Name and how often: 1 once, ? at most once, + at least once, * any number. */
  private static final Map<String, List<String>> CHILDREN =
      Map.of(
          "alert",
          List.of(
              "identifier1",
              "sender1",
              "sent1",
              "status1",
              "msgType1",
              "source?",
              "scope1",
              "restriction?",
              "addresses?",
              "code*",
              "note?",
              "references?",
              "incidents?",
              "info*"),
          "info",
          List.of(
              "language?",
              "category+",
              "event1",
              "responseType*",
              "urgency1",
              "severity1",
              "certainty1",
              "audience?",
              "eventCode*",
              "effective?",
              "onset?",
              "expires?",
              "senderName?",
              "headline?",
              "description?",
              "instruction?",
              "web?",
              "contact?",
              "parameter*",
              "resource*",
              "area*"),
          "resource",
          List.of("resourceDesc1", "mimeType1", "size?", "uri?", "derefUri?", "digest?"),
          "area",
          List.of("areaDesc1", "polygon*", "circle*", "geocode*", "altitude?", "ceiling?"),
          "geocode",
          List.of("valueName1", "value1"),
          "parameter",
          List.of("valueName1", "value1"),
          "eventCode",
          List.of("valueName1", "value1"));

  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "status",
          Set.of("Actual", "Exercise", "System", "Test", "Draft"),
          "msgType",
          Set.of("Alert", "Update", "Cancel", "Ack", "Error"),
          "scope",
          Set.of("Public", "Restricted", "Private"),
          "category",
          Set.of(
              "Geo",
              "Met",
              "Safety",
              "Security",
              "Rescue",
              "Fire",
              "Health",
              "Env",
              "Transport",
              "Infra",
              "CBRNE",
              "Other"),
          "responseType",
          Set.of(
              "Shelter",
              "Evacuate",
              "Prepare",
              "Execute",
              "Avoid",
              "Monitor",
              "Assess",
              "AllClear",
              "None"),
          "urgency",
          Set.of("Immediate", "Expected", "Future", "Past", "Unknown"),
          "severity",
          Set.of("Extreme", "Severe", "Moderate", "Minor", "Unknown"),
          "certainty",
          Set.of("Observed", "Likely", "Possible", "Unlikely", "Unknown"));

  private static final Set<String> TIMES = Set.of("sent", "effective", "onset", "expires");

  /** No fractions, and no Z (section 3.3.2). */
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}[-+]\\d{2}:\\d{2}");

  private static final Pattern NAME = Pattern.compile("[^\\s,<&]+");
  private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*");

  private final List<String> broken = new ArrayList<>();

  private CapRules() {}

  /** What the document breaks; nothing when it is right. */
  static List<String> broken(Element root) {
    CapRules rules = new CapRules();
    rules.check(root.getLocalName().equals("alert"), "the root is an alert");
    if (rules.broken.isEmpty()) {
      rules.element(root, "alert");
      rules.together(root);
    }
    return rules.broken;
  }

  private void check(boolean right, String rule) {
    if (!right) {
      broken.add(rule);
    }
  }

  private void element(Element element, String path) {
    check(NAMESPACE.equals(element.getNamespaceURI()), path + " has the namespace");
    check(element.getAttributes().getLength() <= (path.equals("alert") ? 2 : 0), path + " is bare");
    List<String> rules = CHILDREN.get(element.getLocalName());
    List<Element> children = children(element);
    if (rules == null) {
      check(children.isEmpty(), path + " holds text only");
      value(element, path);
      return;
    }
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      check(
          node.getNodeType() != Node.TEXT_NODE || node.getTextContent().isBlank(),
          path + " holds elements only");
    }
    int at = 0;
    for (String rule : rules) {
      String name = rule.substring(0, rule.length() - 1);
      char often = rule.charAt(rule.length() - 1);
      int found = 0;
      while (at < children.size() && children.get(at).getLocalName().equals(name)) {
        element(children.get(at), path + "/" + name);
        at++;
        found++;
      }
      check(found > 0 || often == '?' || often == '*', path + " has " + name);
      check(found <= 1 || often == '*' || often == '+', path + " has one " + name);
    }
    check(
        at == children.size(),
        path
            + " has nothing else or elsewhere"
            + (at < children.size() ? ": " + children.get(at).getLocalName() : ""));
  }

  private void value(Element element, String path) {
    String name = element.getLocalName();
    String text = element.getTextContent();
    check(!text.isBlank(), path + " says something");
    Set<String> values = VALUES.get(name);
    check(values == null || values.contains(text), path + " is one of " + values);
    check(!TIMES.contains(name) || TIME.matcher(text).matches(), path + " is a time with offset");
    boolean named = name.equals("identifier") || name.equals("sender");
    check(!named || NAME.matcher(text).matches(), path + " has no blank, comma, < or &");
    check(!name.equals("language") || LANGUAGE.matcher(text).matches(), path + " is a language");
    if (name.equals("web") || name.equals("uri")) {
      check(absolute(text), path + " is a full address");
    }
    if (name.equals("references")) {
      for (String one : text.split("\\s+")) {
        String[] parts = one.split(",", -1);
        boolean three =
            parts.length == 3
                && NAME.matcher(parts[0]).matches()
                && NAME.matcher(parts[1]).matches()
                && TIME.matcher(parts[2]).matches();
        check(three, path + " is sender,identifier,sent");
      }
    }
  }

  /** What one element asks of another. */
  private void together(Element alert) {
    String scope = text(alert, "scope");
    String type = text(alert, "msgType");
    check(!"Restricted".equals(scope) || has(alert, "restriction"), "Restricted says to whom");
    check("Restricted".equals(scope) || !has(alert, "restriction"), "restriction when Restricted");
    check(!"Private".equals(scope) || has(alert, "addresses"), "Private has addresses");
    check(
        Set.of("Alert").contains(type) || has(alert, "references"),
        type + " names what it is about");
    check(!"Error".equals(type) || has(alert, "note"), "Error says why");
    check(!"Alert".equals(type) || has(alert, "info"), "an alert says what");
    for (Element info : named(alert, "info")) {
      if (has(info, "effective") && has(info, "expires")) {
        check(time(info, "effective").isBefore(time(info, "expires")), "it expires after it began");
      }
      for (Element area : named(info, "area")) {
        check(!has(area, "ceiling") || has(area, "altitude"), "a ceiling has its floor");
      }
    }
  }

  private static OffsetDateTime time(Element info, String name) {
    return OffsetDateTime.parse(text(info, name));
  }

  private static boolean absolute(String text) {
    try {
      URI uri = URI.create(text);
      return uri.isAbsolute() && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean has(Element parent, String name) {
    return !named(parent, name).isEmpty();
  }

  private static String text(Element parent, String name) {
    List<Element> found = named(parent, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent();
  }

  private static List<Element> named(Element parent, String name) {
    return children(parent).stream().filter(e -> name.equals(e.getLocalName())).toList();
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }
}
