package vn.tinbao.server.campaign.sending;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import vn.tinbao.server.vault.SealedColumn;

/** What the ledger keeps sealed straight under the phone key. */
@Factory
final class SendingSecrets {

  @Singleton
  @Named("campaign-recipient-phone")
  SealedColumn recipient() {
    return new SealedColumn(
        "phone", "tinbao.campaign_recipient", "id", "phone_cipher", "phone_hash", "");
  }
}
