package vn.tinbao.server.campaign;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import vn.tinbao.server.vault.SealedColumn;

/** What this room keeps sealed straight under the master key: what colleagues say to each other. */
@Factory
final class CampaignSecrets {

  @Singleton
  @Named("campaign-note")
  SealedColumn note() {
    return new SealedColumn(
        "master", "tinbao.campaign_event", "id", "note", "id", CampaignRows.NOTE_CONTEXT);
  }
}
