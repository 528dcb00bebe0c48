package vn.tinbao.server.routing.lines;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.routing.RoutedText;
import vn.tinbao.server.routing.RoutingDecision;
import vn.tinbao.server.understanding.Understood;
import vn.tinbao.server.understanding.Understood.Span;

/**
 * Writes what was understood and decided, a JSON object a line. Offsets are pairs {@code [start,
 * end]} of UTF-16 code units of the text as it came, the end outside.
 */
final class AnswerWriter implements AutoCloseable {
  private final JsonGenerator out;
  private final CatalogueSnapshot snapshot;

  AnswerWriter(OutputStream to, CatalogueSnapshot snapshot) throws IOException {
    this.out = new JsonFactory().createGenerator(to).setRootValueSeparator(null);
    this.snapshot = snapshot;
  }

  /** A line for a message. */
  void answer(RoutedText routed) throws IOException {
    Understood understood = routed.understood();
    out.writeStartObject();
    out.writeStringField("kind", understood.kind().name());
    List<String> categories = understood.categories().stream().map(Enum::name).toList();
    strings("category", categories);
    strings("categories", categories);
    out.writeNumberField("urgency", understood.urgency());
    out.writeBooleanField("child", understood.child());
    nullable("destination", understood.destination());
    out.writeArrayFieldStart("places");
    for (Understood.Place place : understood.places()) {
      place(place);
    }
    out.writeEndArray();
    Unit decided = routed.placeDecided();
    nullable("placeDecided", decided == null ? null : decided.code());
    out.writeBooleanField("ambiguous", routed.ambiguous());
    decision(routed.decision());
    details(understood);
    out.writeStringField("at", routed.day().toString());
    out.writeStringField("version", understood.version());
    out.writeEndObject();
    out.writeRaw('\n');
  }

  /** A line for a line that could not be read. */
  void error(long line, @Nullable String field, String why) throws IOException {
    out.writeStartObject();
    out.writeNumberField("line", line);
    if (field != null) {
      out.writeStringField("field", field);
    }
    out.writeStringField("error", why);
    out.writeEndObject();
    out.writeRaw('\n');
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void place(Understood.Place place) throws IOException {
    Unit unit = snapshot.unit(place.unitId()).orElseThrow();
    out.writeStartObject();
    out.writeStringField("code", unit.code());
    out.writeStringField("name", unit.fullName());
    out.writeStringField("level", unit.level().name());
    out.writeStringField("validFrom", unit.validFrom().toString());
    out.writeStringField("within", snapshot.fullPlace(unit));
    strings(
        "currentCodes",
        place.currentUnitIds().stream()
            .flatMap(id -> snapshot.unit(id).stream())
            .map(Unit::code)
            .toList());
    out.writeNumberField("score", place.score());
    out.writeStringField("role", place.role().name());
    out.writeStringField("reason", place.reason());
    spans("offsets", place.spans());
    out.writeEndObject();
  }

  private void decision(RoutingDecision decision) throws IOException {
    out.writeFieldName("leadAgency");
    agency(decision.leadAgencyId());
    out.writeArrayFieldStart("supportingAgencies");
    for (String id : decision.supportingAgencyIds()) {
      agency(id);
    }
    out.writeEndArray();
    out.writeBooleanField("fallback", decision.fallback());
    nullable("rule", decision.ruleId());
    strings("reasons", decision.reasons());
    out.writeStringField("deadlineProfile", decision.profile().name());
    out.writeArrayFieldStart("hotlines");
    for (RoutingDecision.Line line : decision.hotlines()) {
      out.writeStartObject();
      out.writeStringField("number", line.number());
      out.writeStringField("name", line.name());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeStringField("rulesVersion", decision.rulesVersion());
  }

  private void agency(String id) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", id);
    Agency agency = snapshot.agency(id).orElse(null);
    nullable("name", agency == null ? null : agency.name());
    out.writeBooleanField("derived", agency != null && agency.derived());
    out.writeEndObject();
  }

  private void details(Understood understood) throws IOException {
    out.writeBooleanField("crossBorder", understood.crossBorder());
    out.writeStringField("sender", understood.sender().name());
    Understood.People people = understood.people();
    if (people == null) {
      out.writeNullField("people");
    } else {
      out.writeObjectFieldStart("people");
      out.writeNumberField("count", people.count());
      out.writeBooleanField("atLeast", people.atLeast());
      span("offsets", people.span());
      out.writeEndObject();
    }
    out.writeArrayFieldStart("times");
    for (Understood.When when : understood.times()) {
      out.writeStartObject();
      out.writeStringField("from", when.from().toString());
      out.writeStringField("to", when.to().toString());
      Integer hour = when.hour();
      if (hour == null) {
        out.writeNullField("hour");
      } else {
        out.writeNumberField("hour", hour);
      }
      span("offsets", when.span());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("abroad");
    for (Understood.Abroad abroad : understood.abroad()) {
      out.writeStartObject();
      out.writeStringField("country", abroad.country());
      out.writeStringField("name", abroad.name());
      out.writeStringField("role", abroad.role().name());
      span("offsets", abroad.span());
      out.writeEndObject();
    }
    out.writeEndArray();
    spans("localities", understood.localities());
    out.writeArrayFieldStart("signs");
    for (Understood.Sign sign : understood.signs()) {
      out.writeStartObject();
      out.writeStringField("code", sign.code());
      out.writeStringField("label", sign.label());
      out.writeNumberField("weight", sign.weight());
      span("offsets", sign.span());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("hints");
    for (Understood.Hint hint : understood.hints()) {
      out.writeStartObject();
      out.writeStringField("category", hint.category().name());
      nullable("htcds", hint.htcds());
      out.writeArrayFieldStart("articles");
      for (Integer article : hint.articles()) {
        out.writeNumber(article);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeObjectFieldStart("because");
    span("kind", understood.kindBecause());
    span("urgency", understood.urgencyBecause());
    span("child", understood.childBecause());
    span("destination", understood.destinationBecause());
    out.writeEndObject();
  }

  private void nullable(String name, @Nullable String value) throws IOException {
    if (value == null) {
      out.writeNullField(name);
    } else {
      out.writeStringField(name, value);
    }
  }

  private void strings(String name, Collection<String> values) throws IOException {
    out.writeArrayFieldStart(name);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }

  private void spans(String name, Collection<Span> spans) throws IOException {
    out.writeArrayFieldStart(name);
    for (Span span : spans) {
      pair(span);
    }
    out.writeEndArray();
  }

  private void span(String name, @Nullable Span span) throws IOException {
    out.writeFieldName(name);
    if (span == null) {
      out.writeNull();
    } else {
      pair(span);
    }
  }

  private void pair(Span span) throws IOException {
    out.writeStartArray();
    out.writeNumber(span.start());
    out.writeNumber(span.end());
    out.writeEndArray();
  }
}
