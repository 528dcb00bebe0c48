package vn.tinbao.server.campaign.sending;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The door to sending a campaign by SMS. All writes join the caller's transaction and may be
 * repeated; who may do what is asked before.
 */
@Singleton
public class Sending {

  /**
   * Begins to write down the recipients, as the audience is now; nothing is sent before {@link
   * #start}. One campaign is frozen once.
   *
   * @return false: it was frozen before; nothing was changed
   */
  public boolean freeze(UUID campaign, SendingOrder order) {
    throw new UnsupportedOperationException("coming");
  }

  /**
   * Lets messages go as soon as the recipients are written down.
   *
   * @return false: it was started before, or never frozen
   */
  public boolean start(UUID campaign) {
    throw new UnsupportedOperationException("coming");
  }

  /** {@link #freeze} and {@link #start} at once. */
  public boolean start(UUID campaign, SendingOrder order) {
    return freeze(campaign, order) & start(campaign);
  }

  /**
   * From the moment this is committed nothing more is handed to operators; what is on its way is
   * not called back.
   *
   * @return false: it does not run
   */
  public boolean pause(UUID campaign) {
    throw new UnsupportedOperationException("coming");
  }

  /**
   * Lets a paused sending go on.
   *
   * @return false: it is not paused
   */
  public boolean resume(UUID campaign) {
    throw new UnsupportedOperationException("coming");
  }

  /**
   * Stops for good, at any stage but {@link Stage#DONE}.
   *
   * @return false: it has ended already, or never was
   */
  public boolean stop(UUID campaign) {
    throw new UnsupportedOperationException("coming");
  }

  /**
   * Sends once more to those whose message surely did not arrive (FAILED, EXPIRED), by the same
   * texts. Nobody whose outcome is unknown gets a second message.
   *
   * @return how many will be tried again; 0 unless it is {@link Stage#DONE}
   */
  public long resendFailed(UUID campaign) {
    throw new UnsupportedOperationException("coming");
  }

  /** How it stands; cheap enough for a page that looks every two seconds. Empty: never frozen. */
  public Optional<Progress> progress(UUID campaign) {
    throw new UnsupportedOperationException("coming");
  }

  /** What became of its messages by unit and operator; reads the whole ledger of the campaign. */
  public List<Delivery> delivery(UUID campaign) {
    throw new UnsupportedOperationException("coming");
  }

  /** How many left by word or link after this campaign's message and within a week of it. */
  public long optOuts(UUID campaign) {
    throw new UnsupportedOperationException("coming");
  }

  /** What operators charged so far, in millionths of a đồng, as far as the gateway remembers. */
  public long cost(UUID campaign) {
    throw new UnsupportedOperationException("coming");
  }
}
