package vn.tinbao.sms.provider.smpp;

import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.List;
import vn.tinbao.sms.queue.SenderSettings;

/** Binds when the server of this process serves; a command line tool binds nothing. */
@Singleton
class SmppStart {
  private final List<SmppProvider> providers;
  private final SenderSettings sender;

  SmppStart(List<SmppProvider> providers, SenderSettings sender) {
    this.providers = providers;
    this.sender = sender;
  }

  @EventListener
  void start(ServerStartupEvent event) {
    if (sender.enabled()) {
      providers.forEach(SmppProvider::start);
    }
  }
}
