package vn.tinbao.server.access;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.fieldwork.FieldDevices;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;

/** Officers' phones. Who they are they say in headers, which the test does not send. */
@Singleton
final class FieldworkCases implements AccessCases {
  private final FieldDevices devices;

  FieldworkCases(FieldDevices devices) {
    this.devices = devices;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.of(
        "POST /api/v1/officer/sync",
        (world, owner) -> Request.json("/api/v1/officer/sync", "{\"operations\":[]}"),
        "POST /api/v1/officer/devices/current",
        (world, owner) -> Request.json("/api/v1/officer/devices/current", "{}"),
        "GET /admin/staff/{id}/phones",
        (world, owner) -> Request.of("/admin/staff/" + officer(world).id() + "/phones"),
        "POST /admin/staff/{id}/phones/{phone}/wipe",
        (world, owner) -> {
          StaffMember officer = officer(world);
          UUID phone = UUID.randomUUID();
          var unused = devices.heardOf(officer, UUID.randomUUID(), phone, new byte[32], "Máy");
          return Request.form("/admin/staff/" + officer.id() + "/phones/" + phone + "/wipe");
        },
        "POST /account/phones/{id}/wipe",
        (world, owner) -> {
          UUID phone = UUID.randomUUID();
          var unused = devices.heardOf(owner, UUID.randomUUID(), phone, new byte[32], "Máy");
          return Request.form("/account/phones/" + phone + "/wipe");
        });
  }

  private static StaffMember officer(AccessWorld world) {
    return world.person("nguoi.giu.may", AccessWorld.HERE, Role.FIELD_OFFICER);
  }
}
