package vn.tinbao.server.conversation;

import io.micronaut.http.HttpStatus;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.attachment.Attachments;
import vn.tinbao.server.attachment.Bringer;
import vn.tinbao.server.attachment.clean.FileKind;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipWords;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.queue.BodyOpener;
import vn.tinbao.sms.queue.InboundMedia;

/**
 * Makes what came with text messages files of their tips, after the message itself: the gateway
 * fetches them in its own time. What cannot be had, or has no room, is told on the tip.
 */
@Singleton
class SmsMedia {
  private static final Logger LOG = LoggerFactory.getLogger(SmsMedia.class);

  /** Whoever takes one and dies: the next one tries after this. */
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final MediaRows rows;
  private final InboundMedia media;
  private final BodyOpener opener;
  private final Attachments attachments;
  private final TipDesk tips;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  SmsMedia(
      MediaRows rows,
      InboundMedia media,
      BodyOpener opener,
      Attachments attachments,
      TipDesk tips,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.media = media;
    this.opener = opener;
    this.attachments = attachments;
    this.tips = tips;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What came with a message, in order. */
  List<UUID> of(UUID messageId) {
    return media.of(messageId);
  }

  /** They belong to this tip; in the caller's transaction. */
  void expect(UUID tipId, List<UUID> ids, Instant now) {
    int number = 0;
    for (UUID id : ids) {
      rows.add(id, tipId, ++number, now);
    }
  }

  @Scheduled(fixedDelay = "3s", initialDelay = "3s")
  void work() {
    try {
      boolean more = true;
      while (more) {
        more = next();
      }
    } catch (RuntimeException e) {
      LOG.warn("Media of messages wait: {}", e.getClass().getSimpleName());
    }
  }

  /**
   * Looks after the one that is due longest.
   *
   * @return whether there was one
   */
  boolean next() {
    Instant now = SqlTime.now(clock);
    List<MediaRows.Row> due =
        transactions.executeWrite(transaction -> rows.take(now, now.plus(LEASE)));
    due.forEach(row -> media.result(row.mediaId()).ifPresent(result -> settle(row, result)));
    return !due.isEmpty();
  }

  private void settle(MediaRows.Row row, InboundMedia.Result result) {
    if (result instanceof InboundMedia.Result.Fetched fetched) {
      attach(row, fetched);
    } else if (result instanceof InboundMedia.Result.Lost lost) {
      end(row, lost.code());
    }
  }

  /** Again from where it stands when a process died on the way: the attachment has our id. */
  private void attach(MediaRows.Row row, InboundMedia.Result.Fetched fetched) {
    byte[] content = opener.openMedia(row.mediaId(), fetched.sealed());
    try {
      Attachments.Standing standing =
          attachments.begin(
              row.tipId(), Bringer.REPORTER, row.mediaId(), name(row, content), content.length);
      int stored = Math.toIntExact(standing.received());
      if (stored < content.length) {
        var unused =
            attachments.append(
                row.tipId(),
                row.mediaId(),
                stored,
                new ByteArrayInputStream(content, stored, content.length - stored));
      }
      end(row, null);
    } catch (Refusal refusal) {
      if (refusal.status() != HttpStatus.REQUEST_ENTITY_TOO_LARGE) {
        throw refusal;
      }
      end(row, "NO_ROOM");
    } catch (IOException e) {
      throw new IllegalStateException("Bytes in memory ended early", e);
    }
  }

  private static String name(MediaRows.Row row, byte[] content) {
    FileKind kind = FileKind.of(Arrays.copyOf(content, Math.min(content.length, FileKind.HEAD)));
    return TipWords.say("sms.media-name", Replies.VIETNAMESE, row.number())
        + "."
        + kind.extension();
  }

  /**
   * @param lost why there is no file; null when there is
   */
  private void end(MediaRows.Row row, @Nullable String lost) {
    transactions.executeWrite(
        transaction -> {
          if (rows.remove(row.mediaId()) > 0 && lost != null) {
            tips.record(
                row.tipId(), "SMS_MEDIA_LOST", null, "{}", TipDesk.Attention.NEW_MESSAGE, null);
            LOG.warn("Media {} of a message could not be had: {}", row.mediaId(), lost);
          }
          media.done(row.mediaId());
          return row;
        });
  }
}
