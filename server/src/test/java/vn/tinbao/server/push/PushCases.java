package vn.tinbao.server.push;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.access.AccessCases;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffDevices;
import vn.tinbao.server.staff.TestSessions;

/** Phones, how they are woken, public topics. */
@Singleton
final class PushCases implements AccessCases {
  private static final String TOPIC = "u-06286-20250701-vi";

  private final TestSessions sessions;
  private final StaffDevices devices;
  private final DemoStaff demo;

  PushCases(TestSessions sessions, StaffDevices devices, DemoStaff demo) {
    this.sessions = sessions;
    this.devices = devices;
    this.demo = demo;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.ofEntries(
        Map.entry(
            "PUT /api/v1/officer/device",
            (world, owner) ->
                Request.json(
                    "/api/v1/officer/device", "{\"provider\":\"fcm\",\"token\":\"0123456789\"}")),
        Map.entry(
            "DELETE /api/v1/officer/device",
            (world, owner) -> Request.of("/api/v1/officer/device")),
        Map.entry(
            "DELETE /api/v1/officer/devices/{id}",
            (world, owner) -> Request.of("/api/v1/officer/devices/" + phoneOf(owner.id()))),
        Map.entry(
            "POST /api/v1/officer/pushes/received",
            (world, owner) ->
                Request.json(
                    "/api/v1/officer/pushes/received",
                    "{\"ids\":[\"%s\"]}".formatted(UUID.randomUUID()))),
        Map.entry(
            "GET /api/v1/topics/news",
            (world, owner) -> Request.of("/api/v1/topics/news?topic=" + TOPIC)),
        Map.entry(
            "GET /api/v1/topics/events",
            (world, owner) -> Request.of("/api/v1/topics/events?topic=" + TOPIC)),
        Map.entry(
            "POST /api/v1/topics/subscriptions",
            (world, owner) ->
                Request.json(
                    "/api/v1/topics/subscriptions",
                    "{\"provider\":\"fcm\",\"token\":\"0123456789\",\"topic\":\"%s\",\"follow\":true}"
                        .formatted(TOPIC))),
        Map.entry(
            "POST /account/notifications/number",
            (world, owner) ->
                Request.form("/account/notifications/number", "number", "0912345678")),
        Map.entry(
            "POST /account/notifications/number/end",
            (world, owner) -> Request.form("/account/notifications/number/end")),
        Map.entry(
            "GET /admin/staff/{id}/notifications",
            (world, owner) -> Request.of("/admin/staff/" + someone() + "/notifications")),
        Map.entry(
            "POST /admin/staff/{id}/notifications/{phone}/end",
            (world, owner) -> {
              UUID someone = someone();
              return Request.form(
                  "/admin/staff/" + someone + "/notifications/" + phoneOf(someone) + "/end");
            }));
  }

  private UUID phoneOf(UUID account) {
    var unused = sessions.app(account);
    return devices.of(account).get(0).id();
  }

  private UUID someone() {
    String name = "nguoi." + UUID.randomUUID().toString().substring(0, 13);
    return demo.install(
            List.of(
                new DemoStaff.AgencySeat(
                    name, "Cán bộ", AccessWorld.HERE, Set.of(Role.FIELD_OFFICER))))
        .get(0)
        .id();
  }
}
