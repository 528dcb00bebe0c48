package vn.tinbao.server.campaign.sending;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/**
 * How campaigns are sent ({@code tinbao.sending.*}).
 *
 * @param enabled false: another node works on sendings
 * @param batch recipients handed to the gateway in one transaction
 * @param ahead messages of a campaign that may wait in the gateway's queue: little enough to be
 *     taken back at once, enough for it never to run dry
 * @param part recipients written down in one transaction while freezing, about
 * @param look longest sleep of the worker
 * @param errorShare failed messages of a hundred, above which a sending pauses by itself
 * @param errorLeast outcomes below which nothing is concluded
 * @param errorWindow how long outcomes are counted together
 * @param filteredShare messages of a hundred whose text an operator filtered, above which a sending
 *     pauses by itself
 * @param filteredLeast outcomes below which nothing is concluded from filtered ones
 * @param filteredCodes codes by which operators say that they filtered a text
 * @param lateReceipts how long after its start a recipient that failed, or of whom no word came,
 *     may still turn out to have got the message
 * @param numbersKept how long after its end a campaign keeps the (sealed) numbers of its
 *     recipients; then their hashes alone, and nothing can be sent again
 * @param address of this server as the public reaches it, no slash at the end; for the link by
 *     which a recipient leaves. Empty: there is none
 */
@ConfigurationProperties("tinbao.sending")
public record SendingSettings(
    @Bindable(defaultValue = "true") boolean enabled,
    @Bindable(defaultValue = "1000") int batch,
    @Bindable(defaultValue = "10000") int ahead,
    @Bindable(defaultValue = "20000") int part,
    @Bindable(defaultValue = "PT0.5S") Duration look,
    @Bindable(defaultValue = "20") int errorShare,
    @Bindable(defaultValue = "50") int errorLeast,
    @Bindable(defaultValue = "PT5M") Duration errorWindow,
    @Bindable(defaultValue = "2") int filteredShare,
    @Bindable(defaultValue = "500") int filteredLeast,
    @Bindable(defaultValue = "30007,simulated-30007") List<String> filteredCodes,
    @Bindable(defaultValue = "P7D") Duration lateReceipts,
    @Bindable(defaultValue = "P30D") Duration numbersKept,
    @Bindable(defaultValue = "") String address) {
  public SendingSettings {
    within("batch", batch, 1, 10_000);
    within("ahead", ahead, 1, 1_000_000);
    within("part", part, 100, 1_000_000);
    within("error-share", errorShare, 1, 100);
    within("error-least", errorLeast, 1, 1_000_000);
    within("filtered-share", filteredShare, 0, 100);
    within("filtered-least", filteredLeast, 1, 1_000_000);
    filteredCodes = filteredCodes.stream().map(String::strip).toList();
    positive("look", look);
    positive("error-window", errorWindow);
    positive("late-receipts", lateReceipts);
    positive("numbers-kept", numbersKept);
    if (!address.isEmpty() && !address.matches("https?://[^/\\s]+")) {
      throw new IllegalArgumentException(
          "tinbao.sending.address must be like https://tinbao.example.vn, without a path");
    }
  }

  private static void within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "tinbao.sending." + key + " must be " + least + " to " + most);
    }
  }

  private static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("tinbao.sending." + key + " must be more than 0");
    }
  }
}
