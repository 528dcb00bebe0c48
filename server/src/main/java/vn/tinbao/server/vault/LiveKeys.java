package vn.tinbao.server.vault;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import vn.tinbao.sms.keys.KeyStore;
import vn.tinbao.sms.keys.LiveKey;
import vn.tinbao.sms.queue.BodyOpener;

/** The vault's keys that may be rotated, and the opener of inbound texts. */
@Factory
final class LiveKeys {

  @Singleton
  @Named("master")
  LiveKey master(VaultKeys keys) {
    return keys.liveMaster();
  }

  @Singleton
  @Named("identity")
  LiveKey identity(VaultKeys keys) {
    return keys.liveIdentity();
  }

  @Singleton
  BodyOpener bodyOpener(KeyStore store, VaultKeys keysAreThere) {
    return BodyOpener.load(store);
  }
}
