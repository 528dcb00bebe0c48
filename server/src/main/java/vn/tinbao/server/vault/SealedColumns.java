package vn.tinbao.server.vault;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The sealed columns of the vault itself, of identities, and of the gateway's tables. */
@Factory
final class SealedColumns {

  @Singleton
  @Named("tip-key")
  SealedColumn tipKey() {
    return new SealedColumn("master", "tinbao.tip_key", "tip_id", "wrapped", "tip_id", "tip:");
  }

  @Singleton
  @Named("victim-key")
  SealedColumn victimKey() {
    return new SealedColumn(
        "master", "tinbao.victim_key", "victim_id", "wrapped", "victim_id", "victim:");
  }

  @Singleton
  @Named("identity")
  SealedColumn identity() {
    return new SealedColumn(
        "identity", "tinbao.tip_identity", "tip_id", "sealed", "tip_id", "tip:");
  }

  @Singleton
  @Named("identity-noted")
  SealedColumn identityNoted() {
    return new SealedColumn(
        "identity", "tinbao.tip_identity_noted", "id", "sealed", "tip_id", "tip:");
  }

  @Singleton
  @Named("contact")
  SealedColumn contact() {
    return new SealedColumn(
        "phone", "tinbao.tip_contact", "tip_id", "phone_cipher", "phone_hash", "");
  }

  @Singleton
  @Named("inbound-from")
  SealedColumn inboundFrom() {
    return new SealedColumn("phone", "sms.inbound", "id", "from_cipher", "from_hash", "");
  }

  @Singleton
  @Named("outbound-to")
  SealedColumn outboundTo() {
    return new SealedColumn("phone", "sms.outbound", "id", "to_cipher", "to_hash", "");
  }

  @Singleton
  @Named("outbound-body")
  SealedColumn outboundBody() {
    return new SealedColumn("phone", "sms.outbound", "id", "body", "id", "text ");
  }

  @Singleton
  @Named("inbound-media-url")
  SealedColumn inboundMediaUrl() {
    return new SealedColumn("phone", "sms.inbound_media", "id", "url", "id", "text ");
  }
}
