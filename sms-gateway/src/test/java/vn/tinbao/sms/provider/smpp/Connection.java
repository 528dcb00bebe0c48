package vn.tinbao.sms.provider.smpp;

import java.util.HashMap;
import java.util.Map;
import vn.tinbao.sms.lab.smpp.FakeSmsc;

/** Settings of a connection to the fake centre. */
final class Connection {
  private Connection() {}

  /**
   * Everything that a connection must have.
   *
   * @param more keys below the connection and their values, in turn
   */
  static Map<String, String> to(FakeSmsc smsc, String name, String... more) {
    Map<String, String> settings = new HashMap<>();
    String prefix = "tinbao.sms.smpp." + name + ".";
    settings.put("tinbao.sms.provider", "smpp-" + name);
    settings.put(prefix + "host", "127.0.0.1");
    settings.put(prefix + "port", String.valueOf(smsc.port()));
    settings.put(prefix + "system-id", "tinbao");
    settings.put(prefix + "sender", "TinBao138");
    settings.put(prefix + "rebind-most", "PT0.2S");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(prefix + more[i], more[i + 1]);
    }
    return settings;
  }
}
