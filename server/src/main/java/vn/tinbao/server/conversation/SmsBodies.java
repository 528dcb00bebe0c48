package vn.tinbao.server.conversation;

import jakarta.inject.Singleton;
import vn.tinbao.sms.queue.BodyOpener;
import vn.tinbao.sms.queue.InboundSms;

/** Opens what the gateway sealed on arrival; only the server has the private key. */
@Singleton
class SmsBodies {
  private final BodyOpener opener;

  SmsBodies(BodyOpener opener) {
    this.opener = opener;
  }

  String open(InboundSms message) {
    return opener.open(message);
  }
}
