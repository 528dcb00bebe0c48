package vn.tinbao.server.console.figures;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.console.TableBook;
import vn.tinbao.server.statistics.FigureUnit;
import vn.tinbao.server.statistics.FigureValue;
import vn.tinbao.server.web.Ui;

/** The figures of a page as files; numbers are numbers, and no text is ever a formula. */
final class FigureFiles {
  /** Characters a column is wide. */
  private static final int WIDE = 48;

  private static final int NARROW = 16;

  /** From this one on there are whole sentences. */
  private static final int DEFINITION = 7;

  private FigureFiles() {}

  /** A workbook: figures, targets, places, agencies, months, parts. */
  static byte[] workbook(Ui ui, StatisticsPage page) {
    return TableBook.bytes(
        book -> {
          figures(ui, page, book);
          targets(ui, page, book);
          places(ui, page, book);
          agencies(ui, page, book);
          months(ui, page, book);
          parts(ui, page, book);
        });
  }

  private static void figures(Ui ui, StatisticsPage page, TableBook book) {
    TableBook.Table table =
        sheet(
            book,
            ui.t("figures.sheet.figures"),
            ui.t("figures.figure"),
            ui.t("figures.value"),
            ui.t("figures.unit"),
            ui.t("figures.numerator"),
            ui.t("figures.denominator"),
            ui.t("figures.before"),
            ui.t("figures.change"),
            ui.t("figures.definition"),
            ui.t("figures.basis"));
    for (StatisticsPage.Line line : page.lines()) {
      FigureValue value = line.value();
      boolean parts = value.figure().unit() == FigureUnit.PERCENT;
      table.row(
          page.name(value.figure()),
          value.value(),
          ui.t("figures.unit." + value.figure().unit()),
          parts ? value.numerator() : null,
          parts ? BigDecimal.valueOf(value.denominator()) : null,
          line.before().value(),
          line.change(),
          value.figure().definition(page.locale()),
          value.figure().basis());
    }
  }

  private static void places(Ui ui, StatisticsPage page, TableBook book) {
    TableBook.Table table = counted(ui, book, "figures.sheet.places", "figures.place");
    for (StatisticsPage.PlaceLine line : page.places()) {
      table.row(
          line.name(), line.received().value(), line.classified().value(), line.resolved().value());
    }
  }

  private static void agencies(Ui ui, StatisticsPage page, TableBook book) {
    TableBook.Table table = counted(ui, book, "figures.sheet.agencies", "figures.agency");
    for (StatisticsPage.AgencyLine line : page.agencies()) {
      table.row(
          line.name(), line.received().value(), line.classified().value(), line.resolved().value());
    }
  }

  /** A sheet of what each received, classified and resolved; by keys of its words. */
  private static TableBook.Table counted(Ui ui, TableBook book, String title, String whose) {
    return sheet(
        book,
        ui.t(title),
        ui.t(whose),
        ui.t("figures.received"),
        ui.t("figures.classified"),
        ui.t("figures.resolved"));
  }

  private static void targets(Ui ui, StatisticsPage page, TableBook book) {
    TableBook.Table table =
        sheet(
            book,
            ui.t("figures.targets"),
            ui.t("figures.target.title"),
            ui.t("figures.target.plan"),
            ui.t("figures.target.aim"),
            ui.t("figures.value"),
            ui.t("figures.target.state"));
    for (StatisticsPage.PlanTargets plan : page.targets()) {
      for (StatisticsPage.Target target : plan.targets()) {
        Boolean met = target.bar().met();
        table.row(
            target.title(),
            plan.name(),
            target.aim(),
            target.figure().value(),
            ui.t(
                met == null
                    ? "figures.target.none"
                    : met ? "figures.target.met" : "figures.target.missed"));
      }
    }
  }

  private static void months(Ui ui, StatisticsPage page, TableBook book) {
    TableBook.Table table =
        sheet(
            book,
            ui.t("figures.sheet.months"),
            ui.t("figures.month"),
            ui.t("figures.received"),
            ui.t("figures.opened"));
    for (BarChart.Bar bar : page.trend().bars()) {
      table.row(bar.label(), bar.value(), bar.second());
    }
  }

  private static void parts(Ui ui, StatisticsPage page, TableBook book) {
    TableBook.Table table =
        sheet(
            book,
            ui.t("figures.sheet.parts"),
            ui.t("figures.by"),
            ui.t("figures.part"),
            ui.t("figures.value"));
    List<PartChart> charts = new ArrayList<>(page.parts());
    List<PartChart> people = page.people();
    if (people != null) {
      charts.addAll(people);
    }
    for (PartChart chart : charts) {
      for (PartChart.Part part : chart.parts()) {
        table.row(chart.title(), part.name(), part.value());
      }
    }
  }

  private static TableBook.Table sheet(TableBook book, String name, String... heads) {
    return book.table(
        name, 1, column -> column == 0 || column >= DEFINITION ? WIDE : NARROW, List.of(heads));
  }

  /** The first sheet as CSV in UTF-8 with a mark that tells a spreadsheet so. */
  static byte[] table(Ui ui, StatisticsPage page) {
    StringWriter out = new StringWriter();
    try (CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180)) {
      csv.printRecord(
          "key", "name", "unit", "value", "numerator", "denominator", "before", "basis");
      for (StatisticsPage.Line line : page.lines()) {
        FigureValue value = line.value();
        csv.printRecord(
            value.key(),
            harmless(page.name(value.figure())),
            value.figure().unit(),
            plain(value.value()),
            plain(value.numerator()),
            value.figure().unit() == FigureUnit.COUNT ? "" : value.denominator(),
            plain(line.before().value()),
            harmless(value.figure().basis()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ("\uFEFF" + out).getBytes(StandardCharsets.UTF_8);
  }

  /** A text that a spreadsheet would take for a formula begins with an apostrophe. */
  static String harmless(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String plain(@Nullable BigDecimal number) {
    return number == null ? "" : number.toPlainString();
  }
}
