package vn.tinbao.server.tip;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.sms.phone.SealedPhone;

/** The phone that a reporter may be answered on, sealed. */
@Singleton
public class TipContacts {
  private final TipRows rows;

  TipContacts(TipRows rows) {
    this.rows = rows;
  }

  /** Empty when the reporter left none. */
  public Optional<SealedPhone> phoneOf(UUID tipId) {
    return rows.contact(tipId).map(c -> new SealedPhone(c.phoneHash(), c.phoneCipher()));
  }
}
