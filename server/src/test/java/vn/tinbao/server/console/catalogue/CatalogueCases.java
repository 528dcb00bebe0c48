package vn.tinbao.server.console.catalogue;

import jakarta.inject.Singleton;
import java.util.Map;
import vn.tinbao.server.access.AccessCases;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.catalogue.Catalogue;

/** Catalogue pages: what everybody who may see, sees; what only the keeper of the place writes. */
@Singleton
final class CatalogueCases implements AccessCases {
  private static final String AGENCIES = "/admin/catalogue/agencies/";

  private final Catalogue catalogue;

  CatalogueCases(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.ofEntries(
        Map.entry(
            "POST /admin/catalogue/imports",
            (world, owner) ->
                new Request(
                    "/admin/catalogue/imports",
                    "--ranh\r\n"
                        + "Content-Disposition: form-data; name=\"kind\"\r\n\r\n"
                        + "AGENCIES\r\n"
                        + "--ranh--\r\n",
                    "multipart/form-data; boundary=ranh")),
        Map.entry(
            "POST /admin/catalogue/offers",
            (world, owner) ->
                new Request(
                    "/admin/catalogue/offers",
                    "--ranh\r\n"
                        + "Content-Disposition: form-data; name=\"as-of\"\r\n\r\n"
                        + "2026-01-15\r\n"
                        + "--ranh--\r\n",
                    "multipart/form-data; boundary=ranh")),
        Map.entry(
            "POST /admin/catalogue/offers/withdraw",
            (world, owner) -> Request.form("/admin/catalogue/offers/withdraw", "id", "x")),
        Map.entry(
            "POST /admin/catalogue/imports/confirm",
            (world, owner) -> Request.form("/admin/catalogue/imports/confirm", "id", "x")),
        Map.entry(
            "POST /admin/catalogue/imports/withdraw",
            (world, owner) -> Request.form("/admin/catalogue/imports/withdraw", "id", "x")),
        Map.entry(
            "POST /admin/catalogue/rules",
            (world, owner) -> Request.form("/admin/catalogue/rules", "id", "crime.thu")),
        Map.entry(
            "POST /admin/catalogue/rules/end",
            (world, owner) -> Request.form("/admin/catalogue/rules/end", "id", "crime.thu")),
        Map.entry(
            "POST /admin/catalogue/calendar",
            (world, owner) -> Request.form("/admin/catalogue/calendar", "day", "2099-02-30")),
        Map.entry(
            "POST /admin/catalogue/calendar/unsaid",
            (world, owner) -> Request.form("/admin/catalogue/calendar/unsaid", "day", "x")),
        Map.entry(
            "POST /admin/catalogue/calendar/year",
            (world, owner) -> Request.form("/admin/catalogue/calendar/year", "year", "1999")),
        Map.entry(
            "POST /admin/catalogue/remote",
            (world, owner) -> Request.form("/admin/catalogue/remote", "unit", "06286")),
        Map.entry(
            "POST /admin/catalogue/remote/end",
            (world, owner) -> Request.form("/admin/catalogue/remote/end", "unit", "06286")),
        Map.entry(
            "POST /admin/catalogue/preview",
            (world, owner) ->
                Request.form("/admin/catalogue/preview", "text", "Ở xã Khánh Khê có người rủ đi")),
        Map.entry(
            "GET /admin/catalogue/units/{code}/{from}",
            (world, owner) -> Request.of("/admin/catalogue/units/06286/2025-07-01")),
        Map.entry(
            "GET /admin/catalogue/agencies/{seat}/{from}",
            (world, owner) -> Request.of(AGENCIES + AccessWorld.HERE)),
        Map.entry(
            "GET /admin/catalogue/agencies/{seat}/{from}/edit",
            (world, owner) -> Request.of(AGENCIES + AccessWorld.HERE + "/edit")),
        Map.entry(
            "POST /admin/catalogue/agencies",
            (world, owner) -> Request.form("/admin/catalogue/agencies", "kind", "khong dung")),
        Map.entry(
            "GET /admin/catalogue/agencies/{seat}/{from}/end",
            (world, owner) -> Request.of(AGENCIES + AccessWorld.HERE + "/end")),
        Map.entry(
            "POST /admin/catalogue/agencies/{seat}/{from}/end",
            (world, owner) -> Request.form(AGENCIES + AccessWorld.HERE + "/end", "end", "mai")),
        Map.entry(
            "POST /admin/catalogue/agencies/{seat}/{from}",
            (world, owner) ->
                Request.form(
                    AGENCIES + AccessWorld.HERE,
                    "version",
                    Long.toString(catalogue.now().version()),
                    "name",
                    "Công an xã Khánh Khê",
                    "phone",
                    "02053 812 113",
                    "from",
                    "2025-07-01",
                    "territory",
                    "06286/2025-07-01",
                    "source",
                    "Công văn thử")));
  }
}
