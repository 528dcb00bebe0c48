package vn.tinbao.server.portal;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.statistics.OpenData;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Yearly counts for everybody: the list of tables with their dictionary, each as CSV. */
@Controller("/open-data")
@Hidden
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class OpenDataPages {
  private static final Pattern FILE = Pattern.compile("(reports|victims)-(\\d{4})\\.csv");

  private final Templates pages = new StaticTemplates();
  private final Lines lines;
  private final OpenData data;

  OpenDataPages(Lines lines, OpenData data) {
    this.lines = lines;
    this.data = data;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  JteModel list(Ui ui) {
    return pages.portalOpenData(ui, lines.danger(), new OpenDataPage(data.all()));
  }

  /** One table: year, line, column, count; an empty count is withheld. */
  @Get("/{file}")
  HttpResponse<byte[]> table(String file) {
    Matcher matcher = FILE.matcher(file);
    if (!matcher.matches()) {
      throw unknown();
    }
    int year = Integer.parseInt(matcher.group(2));
    OpenData.Subject subject =
        OpenData.subject(matcher.group(1)).orElseThrow(OpenDataPages::unknown);
    List<OpenData.Cell> cells = data.cells(subject, year);
    if (cells.isEmpty()) {
      throw unknown();
    }
    return HttpResponse.ok(csv(subject, year, cells))
        .contentType(MediaType.of("text/csv; charset=utf-8"))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"tinbao-" + file + "\"")
        .header("X-Content-Type-Options", "nosniff");
  }

  private static byte[] csv(OpenData.Subject subject, int year, List<OpenData.Cell> cells) {
    StringWriter out = new StringWriter();
    try (CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180)) {
      csv.printRecord(
          "year",
          subject.row().name().toLowerCase(Locale.ROOT),
          subject.column().name().toLowerCase(Locale.ROOT),
          "count",
          "withheld");
      for (OpenData.Cell cell : cells) {
        csv.printRecord(
            year,
            cell.row().isEmpty() ? "TOTAL" : cell.row(),
            cell.column().isEmpty() ? "TOTAL" : cell.column(),
            cell.count() == null ? "" : cell.count(),
            cell.count() == null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "figures.open.unknown");
  }
}
