package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinbao.server.catalogue.ListFiles.commune;
import static vn.tinbao.server.catalogue.ListFiles.province;

import io.micronaut.context.annotation.Property;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.catalogue.ImportReport.Change;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.catalogue.built-in", value = "false")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundaryImportTest {
  private static final LocalDate DAY = LocalDate.of(2025, 7, 1);
  private static final String SQUARE = "[[[105,20],[106,20],[106,21],[105,21],[105,20]]]";

  @Inject UnitImport units;
  @Inject BoundaryImport boundaries;
  @Inject BorderImport border;
  @Inject BorderDistance distances;
  @Inject UnitOutlines outlines;
  @Inject Catalogue catalogue;
  @Inject JdbcOperations jdbc;
  @TempDir static Path directory;

  @BeforeAll
  void units() {
    units.run(
        ListFiles.units(
            directory,
            province("20", "Lạng Sơn"),
            commune("06217", "Khánh Khê", "20"),
            commune("06220", "Công Sơn", "20"),
            commune("06223", "Ba Sơn", "20"),
            commune("06226", "Thất Khê", "20")),
        DAY,
        false,
        Progress.NONE);
  }

  @BeforeEach
  void none() {
    assertThat(
            text(
                "WITH gone AS (DELETE FROM tinbao.unit_boundary RETURNING 1)"
                    + " SELECT count(*)::text FROM gone"))
        .isNotNull();
  }

  private String text(String sql) {
    return jdbc.execute(
        connection -> {
          try (var statement = connection.createStatement();
              var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
          }
        });
  }

  private ImportReport run(String json) {
    return boundaries.run(ListFiles.write(directory, json), DAY, false, Progress.NONE);
  }

  private static String collection(String... features) {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
  }

  private static String feature(String code, String type, String coordinates) {
    return "{\"type\":\"Feature\",\"properties\":{\"code\":\"%s\"},\"geometry\":{\"type\":\"%s\",\"coordinates\":%s}}"
        .formatted(code, type, coordinates);
  }

  @Test
  void geojson_gives_outlines_with_their_box() {
    ImportReport report =
        run(
            collection(
                feature("06217", "Polygon", SQUARE),
                feature("06220", "MultiPolygon", "[" + SQUARE + "]")));
    assertThat(report.count(Change.ADDED, UnitLevel.COMMUNE)).isEqualTo(2);
    assertThat(
            text(
                "SELECT concat_ws(' ', min_lon, min_lat, max_lon, max_lat)"
                    + " FROM tinbao.unit_boundary LIMIT 1"))
        .isEqualTo("105 20 106 21");
    assertThat(text("SELECT geometry ->> 'type' FROM tinbao.unit_boundary LIMIT 1"))
        .isEqualTo("MultiPolygon");
  }

  @Test
  void the_same_again_changes_nothing_and_another_outline_replaces() {
    String json = collection(feature("06217", "Polygon", SQUARE));
    run(json);
    assertThat(run(json).text()).contains("nothing changed");
    ImportReport other = run(collection(feature("06217", "Polygon", SQUARE.replace("21", "22"))));
    assertThat(other.count(Change.CORRECTED)).isOne();
    assertThat(other.notes()).contains("units of level commune without an outline: 3");
  }

  /** A square with a hole, and an island of its own beside it. */
  @Test
  void a_point_lies_where_the_outline_holds_it_and_neither_in_its_hole_nor_before_its_day() {
    String hole = "[[105.4,20.4],[105.6,20.4],[105.6,20.6],[105.4,20.6],[105.4,20.4]]";
    String island = "[[[107,20],[108,20],[107.5,21],[107,20]]]";
    run(
        collection(
            feature(
                "06217",
                "MultiPolygon",
                "[" + SQUARE.substring(0, SQUARE.length() - 1) + "," + hole + "]," + island + "]"),
            feature("06220", "Polygon", "[" + hole + "]")));
    assertThat(codeAt(20.2, 105.2, DAY)).isEqualTo("06217");
    assertThat(codeAt(20.5, 105.5, DAY)).isEqualTo("06220");
    assertThat(codeAt(20.3, 107.5, DAY)).isEqualTo("06217");
    assertThat(codeAt(20.9, 107.1, DAY)).isEmpty();
    assertThat(codeAt(20.2, 104.99, DAY)).as("a kilometre beside it").isEqualTo("06217");
    assertThat(codeAt(20.2, 104.97, DAY)).as("three").isEmpty();
    assertThat(outlines.communeAt(20.2, 104.99, DAY).orElseThrow().metres())
        .isBetween(1_030L, 1_060L);
    assertThat(outlines.communeAt(20.2, 105.2, DAY).orElseThrow().metres()).isZero();
    assertThat(codeAt(19, 105.2, DAY)).isEmpty();
    assertThat(codeAt(20.2, 105.2, DAY.minusDays(1))).isEmpty();
  }

  private String codeAt(double lat, double lon, LocalDate day) {
    return outlines
        .communeAt(lat, lon, day)
        .flatMap(near -> catalogue.now().unit(near.unitId()))
        .map(Unit::code)
        .orElse("");
  }

  /** Squares of one degree: two at the border in the north, two behind them. */
  @Test
  void the_way_to_the_border_is_measured_to_the_outside_of_the_border_communes() {
    String west = "[[[105,22],[106,22],[106,23],[105,23],[105,22]]]";
    String east = "[[[106,22],[107,22],[107,23],[106,23],[106,22]]]";
    String behind = "[[[105,21],[106,21],[106,22],[105,22],[105,21]]]";
    String besides = "[[[106,21],[107,21],[107,22],[106,22],[106,21]]]";
    assertThat(distance("06217")).isEmpty();
    run(
        collection(
            feature("06217", "Polygon", behind),
            feature("06220", "Polygon", west),
            feature("06223", "Polygon", east),
            feature("06226", "Polygon", besides)));
    assertThat(distance("06217")).as("nobody said where the border is").isEmpty();
    Path list =
        ListFiles.write(
            directory,
            "code,full_name,province_code,neighbour\n"
                + "06220,Xã Công Sơn,20,CHN\n06223,Xã Ba Sơn,20,CHN\n");
    border.run(list, DAY, false, Progress.NONE);

    // From 105.5, 21.5: the west side of the border commune is as far as its north, 1.5 degrees up;
    // the common edge in between is no border.
    BorderDistance.Near near = distance("06217").orElseThrow();
    assertThat(near.commune().code()).isEqualTo("06220");
    assertThat(near.km()).isBetween(70L, 80L);
    assertThat(distance("06220").orElseThrow().km()).isBetween(50L, 56L);
    // Outlines that share no edge were drawn apart: nothing is said.
    run(collection(feature("06220", "Polygon", west.replace("22]", "22.001]"))));
    run(
        collection(
            feature(
                "06223", "Polygon", east.replace("22]", "22.001]").replace("106,", "106.001,"))));
    assertThat(distance("06217")).isEmpty();
    assertThat(
            text(
                "WITH gone AS (DELETE FROM tinbao.border_unit RETURNING 1)"
                    + " SELECT count(*)::text FROM gone"))
        .isEqualTo("2");
  }

  private Optional<BorderDistance.Near> distance(String code) {
    Unit unit =
        catalogue.refresh().unitsByCode(code).stream()
            .filter(one -> one.standsOn(DAY))
            .findFirst()
            .orElseThrow();
    return distances.of(unit, DAY);
  }

  @Test
  void a_dry_run_writes_nothing() {
    Path file = ListFiles.write(directory, collection(feature("06217", "Polygon", SQUARE)));
    assertThat(boundaries.run(file, DAY, true, Progress.NONE).count(Change.ADDED)).isOne();
    assertThat(text("SELECT count(*)::text FROM tinbao.unit_boundary")).isEqualTo("0");
  }

  @Test
  void topojson_arcs_are_decoded_joined_and_shared() {
    // Two squares side by side; the arc between them is used forwards and backwards.
    String topology =
        """
        {"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[105,20]},
         "arcs":[[[2,0],[0,2]],[[2,2],[-2,0],[0,-2],[2,0]],[[2,0],[2,0],[0,2],[-2,0]]],
         "objects":{"x":{"type":"GeometryCollection","geometries":[
           {"type":"Polygon","id":"06217","arcs":[[0,1]]},
           {"type":"Polygon","properties":{"code":"06220"},"arcs":[[2,-1]]}]}}}
        """;
    assertThat(run(topology).count(Change.ADDED)).isEqualTo(2);
    assertThat(
            text(
                "SELECT geometry ->> 'coordinates' FROM tinbao.unit_boundary b JOIN tinbao.unit u"
                    + " ON u.id = b.unit_id WHERE u.code = '06220'"))
        .isEqualTo(
            "[[[[106.0, 20.0], [107.0, 20.0], [107.0, 21.0], [106.0, 21.0], [106.0, 20.0]]]]");
  }

  @Test
  void what_is_wrong_is_named_and_nothing_is_imported() {
    refused(
        "feature 2: no unit 99999",
        feature("06217", "Polygon", SQUARE),
        feature("99999", "Polygon", SQUARE));
    refused(
        "feature 2: unit 06217 has an outline in feature 1",
        feature("06217", "Polygon", SQUARE),
        feature("06217", "Polygon", SQUARE));
    refused("feature 1 is a Point", feature("06217", "Point", "[[105,20]]"));
    refused(
        "feature 1 has a ring that is not closed",
        feature("06217", "Polygon", "[[[105,20],[106,20],[106,21],[105,21]]]"));
    refused("not in degrees", feature("06217", "Polygon", SQUARE.replace("105", "510500")));
    refused(
        "has a number as id",
        "{\"type\":\"Feature\",\"id\":6217,\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":%s}}"
            .formatted(SQUARE));
    refused(
        "neither an id",
        "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":%s}}"
            .formatted(SQUARE));
    wrongFile("is not JSON", "{\"type\":");
    wrongFile("is neither", "{\"type\":\"Point\"}");
    wrongFile("features: a list was expected", "{\"type\":\"FeatureCollection\"}");
    wrongFile("has no outlines", "{\"type\":\"FeatureCollection\",\"features\":[]}");
    wrongFile("an object was expected", "[1,2]");
    wrongFile(
        "names arc 7",
        "{\"type\":\"Topology\",\"arcs\":[],\"objects\":{\"a\":{\"type\":\"Polygon\",\"id\":\"06217\",\"arcs\":[[7]]}}}");
    assertThat(text("SELECT count(*)::text FROM tinbao.unit_boundary")).isEqualTo("0");
  }

  private void refused(String says, String... features) {
    wrongFile(says, collection(features));
  }

  private void wrongFile(String says, String json) {
    assertThatThrownBy(() -> run(json))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining(says);
  }
}
