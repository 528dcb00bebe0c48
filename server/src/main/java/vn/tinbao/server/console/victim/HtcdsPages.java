package vn.tinbao.server.console.victim;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.ObjectMapper;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Parameter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.victim.Htcds;

/** Records with consent to share, for other systems: HTCDS 2.0 as JSON and CSV. */
@Controller("/victims/htcds")
@Hidden
@Allowed(Action.VICTIM_EXPORT)
@ExecuteOn(TaskExecutors.BLOCKING)
class HtcdsPages {
  private static final String CSV = "text/csv; charset=utf-8";

  private final Htcds htcds;
  private final ObjectMapper json;

  HtcdsPages(Htcds htcds, ObjectMapper json) {
    this.htcds = htcds;
    this.json = json;
  }

  @Get("/json")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<byte[]> asJson(@Parameter(hidden = true) StaffMember viewer) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("standard", "HTCDS 2.0");
    file.put("attribution", Htcds.ATTRIBUTION);
    file.put("records", htcds.records(viewer));
    try {
      return file(json.writeValueAsBytes(file), "htcds.json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row a record; what could start a formula in a spreadsheet is preceded by an apostrophe. */
  @Get("/csv")
  @Produces(CSV)
  HttpResponse<byte[]> asCsv(@Parameter(hidden = true) StaffMember viewer) {
    StringWriter text = new StringWriter();
    text.write('\ufeff');
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader(Htcds.FIELDS.toArray(new String[0])).get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      for (Map<String, Object> record : htcds.records(viewer)) {
        List<String> cells = new ArrayList<>();
        Htcds.FIELDS.forEach(field -> cells.add(cell(record.get(field))));
        printer.printRecord(cells);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file(text.toString().getBytes(StandardCharsets.UTF_8), "htcds.csv");
  }

  private static HttpResponse<byte[]> file(byte[] bytes, String name) {
    return HttpResponse.ok(bytes)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .header("Cache-Control", "no-store");
  }

  static String cell(@Nullable Object value) {
    String text =
        value == null
            ? ""
            : value instanceof List<?> list
                ? list.stream().map(Object::toString).collect(Collectors.joining(Htcds.DIVIDER))
                : value.toString();
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
