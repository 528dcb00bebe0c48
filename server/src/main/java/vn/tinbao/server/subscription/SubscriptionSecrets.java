package vn.tinbao.server.subscription;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import vn.tinbao.server.vault.SealedColumn;

/** The columns of this room that are sealed straight under the phone key. */
@Factory
final class SubscriptionSecrets {

  @Singleton
  @Named("subscription-phone")
  SealedColumn subscription() {
    return phone("tinbao.subscription");
  }

  @Singleton
  @Named("contact-list-phone")
  SealedColumn list() {
    return phone("tinbao.contact_list_number");
  }

  @Singleton
  @Named("subscription-code-phone")
  SealedColumn code() {
    return phone("tinbao.subscription_code");
  }

  private static SealedColumn phone(String table) {
    return new SealedColumn("phone", table, "id", "phone_cipher", "phone_hash", "");
  }
}
