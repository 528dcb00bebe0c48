package vn.tinbao.server.campaign.sending;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sending came into this stage; published in the transaction that moves it.
 *
 * @param reason with {@link Stage#PAUSED}
 */
public record SendingMoved(UUID campaign, Stage stage, @Nullable PauseReason reason) {}
