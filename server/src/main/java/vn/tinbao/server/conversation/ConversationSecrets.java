package vn.tinbao.server.conversation;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import vn.tinbao.server.vault.SealedColumn;

/** What this room keeps sealed straight under the house's keys: texts that wait for a word. */
@Factory
final class ConversationSecrets {

  @Singleton
  @Named("held-text")
  SealedColumn heldText() {
    return new SealedColumn("master", "tinbao.sms_held", "id", "sealed", "id", Held.CONTEXT);
  }

  @Singleton
  @Named("held-phone")
  SealedColumn heldPhone() {
    return new SealedColumn("phone", "tinbao.sms_held", "id", "phone_cipher", "phone_hash", "");
  }
}
