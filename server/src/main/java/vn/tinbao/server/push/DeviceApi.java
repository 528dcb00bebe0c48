package vn.tinbao.server.push;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.staff.PhoneSession;
import vn.tinbao.server.staff.StaffDevices;

/** Phones of members of staff: how this one is woken, which others there are, what came. */
@Controller("/api/v1/officer")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Officer")
class DeviceApi {
  private static final int MOST_RECEIPTS = 100;
  private static final int LONGEST_TOKEN = 1_000;

  private final PushDevices addresses;
  private final PushDeliveries deliveries;
  private final StaffDevices devices;
  private final List<PushProvider> providers;

  DeviceApi(
      PushDevices addresses,
      PushDeliveries deliveries,
      StaffDevices devices,
      List<PushProvider> providers) {
    this.addresses = addresses;
    this.deliveries = deliveries;
    this.devices = devices;
    this.providers = List.copyOf(providers);
  }

  /** How a phone can be woken. */
  @Serdeable
  @Introspected
  @Schema(name = "PushAddress")
  record AddressBody(
      @Schema(description = "`fcm` with a registration token of Firebase")
          @NotNull
          @Pattern(regexp = "[a-z]{2,12}")
          @Nullable String provider,
      @NotNull @Size(min = 10, max = LONGEST_TOKEN) @Pattern(regexp = "[\\x21-\\x7e]*")
          @Nullable String token) {

    @Override
    public String toString() {
      return "PushAddress[" + provider + "]";
    }
  }

  /** How this phone will be woken from now on. */
  @Serdeable
  @Schema(name = "PushReach")
  record ReachBody(
      @Schema(description = "`relay`: keep `/officer/events` open and ask now and then")
          String reachedBy) {}

  /** A phone that is signed in. */
  @Serdeable
  @Schema(name = "OfficerDevice")
  record DeviceBody(
      UUID id,
      @Nullable String name,
      OffsetDateTime since,
      OffsetDateTime lastUsed,
      boolean current,
      @Schema(description = "Whether it is woken by a push provider besides the relay")
          boolean pushed) {}

  /** Pushes that reached the app. */
  @Serdeable
  @Introspected
  @Schema(name = "PushReceipts")
  record ReceiptsBody(@NotNull @Size(min = 1, max = MOST_RECEIPTS) @Nullable List<UUID> ids) {}

  @Put("/device")
  @Operation(
      summary = "Tell how this phone can be woken",
      description =
          "Replaces what it told before; gone with the session. A provider that this house does not"
              + " use is not kept: the answer says `relay`.")
  @ApiResponse(responseCode = "200", description = "How it is woken from now on")
  ReachBody tell(@Parameter(hidden = true) PhoneSession phone, @Body @Valid AddressBody body) {
    String provider = Objects.requireNonNull(body.provider());
    boolean used = providers.stream().anyMatch(p -> p.byToken() && p.name().equals(provider));
    if (!used) {
      addresses.forget(phone.id());
      return new ReachBody(RelayProvider.NAME);
    }
    addresses.register(phone, provider, Objects.requireNonNull(body.token()));
    return new ReachBody(provider);
  }

  @Delete("/device")
  @Operation(summary = "This phone is woken by the relay only")
  @ApiResponse(responseCode = "204", description = "Forgotten")
  HttpResponse<Void> untell(@Parameter(hidden = true) PhoneSession phone) {
    addresses.forget(phone.id());
    return HttpResponse.noContent();
  }

  @Get("/devices")
  @Operation(summary = "My phones that are signed in")
  List<DeviceBody> list(@Parameter(hidden = true) PhoneSession phone) {
    Set<UUID> addressed = addresses.withAddress(phone.owner().id());
    return devices.of(phone.owner().id()).stream()
        .map(
            device ->
                new DeviceBody(
                    device.id(),
                    device.name(),
                    LegalTime.withOffset(device.since()),
                    LegalTime.withOffset(device.lastUsed()),
                    device.id().equals(phone.id()),
                    addressed.contains(device.id())))
        .toList();
  }

  @Delete("/devices/{id}")
  @Operation(summary = "Sign one of my phones out, a lost one")
  @ApiResponse(responseCode = "204", description = "Signed out, at once and everywhere")
  @ApiResponse(responseCode = "404", description = "None of mine, or signed out before")
  HttpResponse<Void> end(@Parameter(hidden = true) PhoneSession phone, UUID id) {
    devices.end(phone.owner(), id);
    return HttpResponse.noContent();
  }

  @Post("/pushes/received")
  @Operation(
      summary = "These pushes came",
      description = "Said twice, it counts once; ids that are not mine count for nothing.")
  @ApiResponse(responseCode = "204", description = "Counted")
  HttpResponse<Void> received(
      @Parameter(hidden = true) PhoneSession phone, @Body @Valid ReceiptsBody body) {
    deliveries.received(
        phone.owner().id(), phone.id(), List.copyOf(Objects.requireNonNull(body.ids())));
    return HttpResponse.noContent();
  }
}
