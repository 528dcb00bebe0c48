package vn.tinbao.sms.provider.smpp;

import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.core.bind.annotation.Bindable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection ({@code tinbao.sms.smpp.<name>.*}); its provider is called {@code smpp-<name>}.
 *
 * @param name lower-case letters, digits and hyphens
 * @param host of the message centre
 * @param port of the message centre
 * @param systemId our account, at most 15 characters
 * @param password at most 8 characters (SMPP 3.4 section 5.2.2)
 * @param passwordFile a file with the password instead; its last line end does not count
 * @param systemType what the operator asks for; mostly empty
 * @param binds connections (bind_transceiver) held at once
 * @param window requests without an answer on each bind
 * @param tps parts a second on all binds together; 0: no limit but the operator's answers
 * @param tls encrypt, and check the host's certificate
 * @param tlsTrust the authorities that may vouch for the host, see {@link
 *     vn.tinbao.sms.provider.Trust}; null: those of the JVM
 * @param sender who messages come from: a number or a registered name
 * @param replySender who answers to people come from, a number they can write to; null: {@code
 *     sender}
 * @param senderTon type of the sender's number; null: by its form
 * @param senderNpi plan of the sender's number; null: by its form
 * @param numbers how the operator wants recipients' numbers
 * @param serviceType what the operator asks for; mostly empty
 * @param alphabet what data_coding 0 means there
 * @param concatenation how the parts of a long message say that they belong together
 * @param receipts whether to ask for delivery receipts
 * @param responseId form of the message id in the answer to a submit
 * @param receiptId form of the message id in the text of a receipt
 * @param connectTimeout for connecting and binding
 * @param responseTimeout after which a submit without answer is in doubt
 * @param enquireLink a silent link is tested after this
 * @param rebindMost longest pause between two tries to bind
 */
@EachProperty("tinbao.sms.smpp")
@SmppNamed
public record SmppSettings(
    @Parameter String name,
    String host,
    @Bindable(defaultValue = "2775") int port,
    String systemId,
    @Nullable String password,
    @Nullable Path passwordFile,
    @Bindable(defaultValue = "") String systemType,
    @Bindable(defaultValue = "1") int binds,
    @Bindable(defaultValue = "10") int window,
    @Bindable(defaultValue = "0") int tps,
    @Bindable(defaultValue = "false") boolean tls,
    @Nullable Path tlsTrust,
    String sender,
    @Nullable String replySender,
    @Nullable Integer senderTon,
    @Nullable Integer senderNpi,
    @Bindable(defaultValue = "PLAIN") NumberForm numbers,
    @Bindable(defaultValue = "") String serviceType,
    @Bindable(defaultValue = "GSM7") Alphabet alphabet,
    @Bindable(defaultValue = "UDH8") Concatenation concatenation,
    @Bindable(defaultValue = "true") boolean receipts,
    @Bindable(defaultValue = "TEXT") IdForm responseId,
    @Bindable(defaultValue = "TEXT") IdForm receiptId,
    @Bindable(defaultValue = "PT5S") Duration connectTimeout,
    @Bindable(defaultValue = "PT15S") Duration responseTimeout,
    @Bindable(defaultValue = "PT30S") Duration enquireLink,
    @Bindable(defaultValue = "PT60S") Duration rebindMost) {
  private static final int SYSTEM_ID = 15;
  private static final int PASSWORD = 8;
  private static final int SYSTEM_TYPE = 12;
  private static final int SERVICE_TYPE = 5;

  public SmppSettings {
    check(name, "<name>", name.matches("[a-z][a-z0-9-]{0,25}"), "letters a-z, digits, hyphens");
    check(name, "host", !host.isBlank(), "a host");
    check(name, "port", port > 0 && port < 65_536, "1 to 65535");
    check(name, "system-id", fits(systemId, SYSTEM_ID), "at most " + SYSTEM_ID + " characters");
    check(name, "system-type", fits(systemType, SYSTEM_TYPE), "at most " + SYSTEM_TYPE + " chars");
    check(
        name,
        "service-type",
        fits(serviceType, SERVICE_TYPE),
        "at most " + SERVICE_TYPE + " chars");
    check(name, "binds", binds > 0 && binds <= 50, "1 to 50");
    check(name, "window", window > 0 && window <= 5_000, "1 to 5000");
    check(name, "tps", tps >= 0, "0 or more");
    check(name, "sender", Address.canSend(sender), "a number or up to 11 letters");
    check(
        name,
        "reply-sender",
        replySender == null || Address.canSend(replySender),
        "a number or up to 11 letters");
    check(name, "connect-timeout", positive(connectTimeout), "more than 0");
    check(name, "response-timeout", positive(responseTimeout), "more than 0");
    check(name, "enquire-link", positive(enquireLink), "more than 0");
    check(name, "rebind-most", positive(rebindMost), "more than 0");
  }

  /** The provider's name. */
  String provider() {
    return "smpp-" + name;
  }

  /**
   * The password, read when it is needed.
   *
   * @throws IOException when the file cannot be read
   */
  String secret() throws IOException {
    String secret =
        passwordFile != null
            ? Files.readString(passwordFile).stripTrailing()
            : password == null ? "" : password;
    if (!fits(secret, PASSWORD)) {
      throw new IOException(
          "tinbao.sms.smpp." + name + ".password is longer than " + PASSWORD + " characters");
    }
    return secret;
  }

  private static boolean positive(Duration duration) {
    return duration.toMillis() > 0 && duration.toMillis() <= Integer.MAX_VALUE;
  }

  private static boolean fits(String value, int most) {
    return value.length() <= most && value.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
  }

  private static void check(String name, String key, boolean good, String wanted) {
    if (!good) {
      throw new IllegalArgumentException(
          "tinbao.sms.smpp." + name + "." + key + " must be: " + wanted);
    }
  }

  @Override
  public String toString() {
    return "SmppSettings[" + name + "]";
  }
}
