package vn.tinbao.server.demo;

import static vn.tinbao.server.staff.Role.ADMIN;
import static vn.tinbao.server.staff.Role.AGENCY_LEAD;
import static vn.tinbao.server.staff.Role.AUDITOR;
import static vn.tinbao.server.staff.Role.COMMITTEE_SECRETARY;
import static vn.tinbao.server.staff.Role.CUSTODIAN;
import static vn.tinbao.server.staff.Role.DUTY_OFFICER;
import static vn.tinbao.server.staff.Role.FIELD_OFFICER;
import static vn.tinbao.server.staff.Role.ORGANISER;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.staff.DemoStaff.AgencySeat;
import vn.tinbao.server.staff.Role;

/** Who works where in the demo: the agencies of the five plans as they stand today. */
@Singleton
class DemoSeats {
  private final Catalogue catalogue;
  private final Clock clock;

  DemoSeats(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  List<AgencySeat> seats() {
    return List.of(
        seat("truc.khanhkhe", "Hoàng Thị Lan", "ca_xa", "06286", DUTY_OFFICER),
        seat("canbo.khanhkhe", "Vi Văn Nam", "ca_xa", "06286", FIELD_OFFICER),
        seat("truc.iadal", "Rơ Châm Hạnh", "ca_xa", "23535", DUTY_OFFICER),
        seat("canbo.iadal", "Nguyễn Văn Thắng", "ca_xa", "23535", FIELD_OFFICER),
        seat("truc.bienphong", "Trần Quốc Việt", "don_bp_thuong_phuoc", "29971", DUTY_OFFICER),
        seat("canbo.bienphong", "Lê Minh Đức", "don_bp_thuong_phuoc", "29971", FIELD_OFFICER),
        seat("truc.thuongphuoc", "Phạm Thị Bé", "ca_xa", "29971", DUTY_OFFICER),
        seat("canbo.thuongphuoc", "Võ Hoàng Phúc", "ca_xa", "29971", FIELD_OFFICER),
        seat("truc.thoxuan", "Lê Thị Hồng", "ca_xa", "15499", DUTY_OFFICER),
        seat("canbo.thoxuan", "Đỗ Văn Sơn", "ca_xa", "15499", FIELD_OFFICER),
        seat("tochuc.thoxuan", "Lê Thị Hạnh", "ca_xa", "15499", ORGANISER),
        seat("lanhdao.thoxuan", "Trịnh Văn Quyết", "ca_xa", "15499", AGENCY_LEAD),
        seat("truc.hue", "Tôn Nữ Diệu My", "ca_tinh", "46", DUTY_OFFICER),
        seat("canbo.hue", "Hồ Đăng Khoa", "ca_tinh", "46", FIELD_OFFICER),
        seat("lanhdao.hue", "Nguyễn Phước Bảo", "ca_tinh", "46", AGENCY_LEAD),
        seat("photruong.hue", "Trần Đình Quý", "ca_tinh", "46", AGENCY_LEAD),
        seat("quantri.hue", "Lê Thị Kim Ngân", "ca_tinh", "46", ADMIN),
        seat("danhtinh.hue", "Hồ Thị Mai", "ca_tinh", "46", CUSTODIAN),
        seat("thuky.hue", "Trương Thị Thu", "bcd138_tinh", "46", COMMITTEE_SECRETARY),
        seat("tochuc.hue", "Phan Văn Tài", "bcd138_tinh", "46", ORGANISER),
        seat("truc.quocgia", "Đặng Thị Quỳnh", "bo_ca", "01", DUTY_OFFICER),
        seat("thanhtra", "Bùi Đức Anh", "bo_ca", "01", AUDITOR),
        seat("quantri", "Mai Xuân Hòa", "bo_ca", "01", ADMIN));
  }

  private AgencySeat seat(String username, String name, String key, String unitCode, Role role) {
    LocalDate today = LegalTime.day(clock.instant());
    CatalogueSnapshot snapshot = catalogue.now();
    Agency agency =
        snapshot.agencies().stream()
            .filter(a -> a.key().equals(key) && a.standsOn(today))
            .filter(
                a ->
                    snapshot.unit(a.unitId()).map(u -> u.code().equals(unitCode)).orElse(false)
                        || snapshot
                            .unitByCode(unitCode, today)
                            .map(u -> a.territory().contains(u.id()))
                            .orElse(false))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The built-in catalogue has no %s for unit %s".formatted(key, unitCode)));
    return new AgencySeat(username, name, agency.id(), Set.of(role));
  }
}
