package vn.tinbao.server.fieldwork;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.web.Refusal;

/**
 * Where a phone on which nobody is signed in asks whether it must forget what it holds, and says
 * that it has. Its key is all it shows; it learns nothing but that.
 */
@Controller("/api/v1/officer/devices")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Officer")
class DeviceApi {
  private static final int MOST_PURGED = 500;

  private final FieldDevices devices;

  DeviceApi(FieldDevices devices) {
    this.devices = devices;
  }

  /** What the phone says of itself. */
  @Serdeable
  @Introspected
  @Schema(name = "DeviceWord")
  record WordBody(@Size(max = MOST_PURGED) @Nullable List<UUID> purged, @Nullable Boolean wiped) {}

  /** What it must do. */
  @Serdeable
  @Schema(name = "DeviceStanding")
  record StandingBody(FieldDevices.Standing standing) {}

  @Post("/current")
  @Secured(SecurityRule.IS_ANONYMOUS)
  @Operation(
      summary = "Must this phone forget what it holds?",
      description =
          "KEEP, PURGE (forget every task, keep the officer's own words) or WIPE. Needs no"
              + " session.")
  @ApiResponse(responseCode = "404", description = "No such device, or the key is not its own")
  StandingBody standing(
      @Header("Device") String device,
      @Header("Device-Key") String key,
      @Body @Valid WordBody word) {
    DeviceKey phone = DeviceKey.read(device, key);
    if (Boolean.TRUE.equals(word.wiped())) {
      var unused = devices.wiped(phone.id(), phone.key());
    }
    List<UUID> purged = word.purged();
    if (purged != null && !purged.isEmpty()) {
      var unused = devices.purged(phone.id(), phone.key(), purged);
    }
    return devices
        .standing(phone.id(), phone.key())
        .map(StandingBody::new)
        .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "fieldwork.device.unknown"));
  }
}
