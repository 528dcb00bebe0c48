package vn.tinbao.server.papers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.papers.PdfFonts.Face;
import vn.tinbao.server.papers.PdfFonts.Line;
import vn.tinbao.server.papers.PdfFonts.Type;

/** Draws a table over as many pages as it needs: rows may be split, the head is repeated. */
final class PdfTable {
  private static final Type CELL = new Type(Face.REGULAR, Decree30.TABLE_SIZE);
  private static final Type HEAD = new Type(Face.BOLD, Decree30.TABLE_SIZE);
  private static final float PADDING = 3;

  /** A row is not split when less of it would stay on the page. */
  private static final int LEAST_LINES = 3;

  private final PdfFlow flow;
  private final PdfFonts fonts;
  private final PdfTags tags;

  PdfTable(PdfFlow flow, PdfFonts fonts, PdfTags tags) {
    this.flow = flow;
    this.fonts = fonts;
    this.tags = tags;
  }

  /** A row, broken into lines. */
  private record Row(
      List<List<Line>> cells, List<@Nullable PDStructureElement> parts, Type type, int lines) {}

  void draw(Block.Table table) throws IOException {
    float[] edges = edges(table.columns());
    PDStructureElement part = tags.part("Table");
    part.setAlternateDescription(PrintableText.line(table.caption()));
    List<String> heads = table.columns().stream().map(Block.Column::head).toList();
    Row head = row(heads, HEAD, edges, part);
    flow.need(height(head.lines(), HEAD) + height(LEAST_LINES, CELL));
    draw(head, table.columns(), edges);
    Row repeated = withoutParts(head);
    for (List<@Nullable String> cells : table.rows()) {
      Row row = row(cells, CELL, edges, part);
      int from = 0;
      while (from < row.lines()) {
        int fit = (int) ((flow.room() - 2 * PADDING) / CELL.leading());
        int wanted = row.lines() - from;
        if (fit < Math.min(wanted, LEAST_LINES)) {
          flow.turn();
          draw(repeated, table.columns(), edges);
          fit = Math.max(1, (int) ((flow.room() - 2 * PADDING) / CELL.leading()));
        }
        int to = from + Math.min(fit, wanted);
        draw(row, from, to, table.columns(), edges);
        from = to;
      }
    }
  }

  private void draw(Row row, List<Block.Column> columns, float[] edges) throws IOException {
    draw(row, 0, row.lines(), columns, edges);
  }

  private void draw(Row row, int from, int to, List<Block.Column> columns, float[] edges)
      throws IOException {
    float top = flow.y();
    float bottom = top - height(to - from, row.type());
    for (int column = 0; column < columns.size(); column++) {
      List<Line> lines = row.cells().get(column);
      Block.Align align = row.type() == HEAD ? Block.Align.CENTRE : columns.get(column).align();
      float y = top - PADDING;
      for (Line line : lines.subList(Math.min(from, lines.size()), Math.min(to, lines.size()))) {
        float spare = edges[column + 1] - edges[column] - 2 * PADDING - line.width();
        float moved =
            switch (align) {
              case LEFT -> 0;
              case CENTRE -> spare / 2;
              case RIGHT -> spare;
            };
        flow.text(
            row.parts().get(column),
            line,
            row.type(),
            edges[column] + PADDING + moved,
            y,
            line.width());
        y -= row.type().leading();
      }
    }
    for (float edge : edges) {
      flow.line(edge, top, edge, bottom);
    }
    flow.line(edges[0], top, edges[columns.size()], top);
    flow.line(edges[0], bottom, edges[columns.size()], bottom);
    flow.moveTo(bottom);
  }

  private Row row(
      List<? extends @Nullable String> cells, Type type, float[] edges, PDStructureElement table) {
    PDStructureElement row = tags.part("TR", table);
    List<List<Line>> broken = new ArrayList<>();
    List<@Nullable PDStructureElement> parts = new ArrayList<>();
    int most = 1;
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      float width = edges[column + 1] - edges[column] - 2 * PADDING;
      List<Line> lines = fonts.lines(cell == null ? "" : cell, type, width, 0);
      broken.add(lines);
      parts.add(type == HEAD ? tags.columnHead(row) : tags.part("TD", row));
      most = Math.max(most, lines.size());
    }
    return new Row(broken, parts, type, most);
  }

  private static Row withoutParts(Row head) {
    List<@Nullable PDStructureElement> none = new ArrayList<>();
    for (int column = 0; column < head.parts().size(); column++) {
      none.add(null);
    }
    return new Row(head.cells(), none, head.type(), head.lines());
  }

  private float[] edges(List<Block.Column> columns) {
    float whole = columns.stream().mapToInt(Block.Column::width).sum();
    float[] edges = new float[columns.size() + 1];
    edges[0] = flow.left();
    for (int column = 0; column < columns.size(); column++) {
      edges[column + 1] = edges[column] + flow.width() * columns.get(column).width() / whole;
    }
    return edges;
  }

  private static float height(int lines, Type type) {
    return lines * type.leading() + 2 * PADDING;
  }
}
