package vn.tinbao.server.duplicate;

import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipRestricted;
import vn.tinbao.server.tip.TipTransferred;
import vn.tinbao.sms.db.SqlTime;

/**
 * What befalls a tip befalls those that belong to it, in the same transaction: a restriction closes
 * what was merged into it and its parts, since they say the same; who takes it over supports what
 * was merged into it, and so can read it. A restriction that is lifted stays on the others, until
 * their heads lift it there.
 */
@Singleton
class Followers {
  private final MergeRows rows;
  private final TipDesk desk;
  private final ApplicationEventPublisher<TipRestricted> restricted;
  private final Clock clock;

  Followers(
      MergeRows rows,
      TipDesk desk,
      ApplicationEventPublisher<TipRestricted> restricted,
      Clock clock) {
    this.rows = rows;
    this.desk = desk;
    this.restricted = restricted;
    this.clock = clock;
  }

  @EventListener
  void restricted(TipRestricted tip) {
    List<UUID> others =
        Stream.concat(
                rows.into(tip.tipId()).stream().map(MergeRows.Merge::tipId),
                rows.partsOf(tip.tipId()).stream().map(MergeRows.Part::childId))
            .toList();
    others.forEach(other -> inherit(tip.tipId(), other));
  }

  /** Closes a tip as another one is, unless it is closed already or the other is not. */
  void inherit(UUID from, UUID to) {
    if (rows.restricted(to) == 0 && rows.inheritRestriction(from, to) == 1) {
      rows.inheritNamed(from, to);
      desk.changed(to);
      restricted.publishEvent(new TipRestricted(to));
    }
  }

  @EventListener
  void transferred(TipTransferred tip) {
    Instant now = SqlTime.now(clock);
    for (MergeRows.Merge merge : rows.into(tip.tipId())) {
      if (rows.support(merge.tipId(), tip.toAgencyId(), now) == 1) {
        desk.changed(merge.tipId());
      }
    }
  }
}
