package vn.tinbao.server.plan;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs the five founding plans where they are not. One that is there stays as it is, whatever
 * became of it. {@code tinbao.plan.built-in=false} leaves them out.
 */
@Singleton
public class BuiltInPlans implements ApplicationEventListener<ServerStartupEvent>, Ordered {
  /** The founding plans. */
  public static final List<String> IDS =
      List.of(
          "binh-trung-2024",
          "hong-ngu-2021-2025",
          "ia-hdrai-2024",
          "tho-xuan-30-7-2024",
          "thua-thien-hue-2024");

  private static final Logger LOG = LoggerFactory.getLogger(BuiltInPlans.class);

  private final PlanImport plans;
  private final PlanRows rows;
  private final PlanAgencies agencies;
  private final PlanSettings settings;

  BuiltInPlans(PlanImport plans, PlanRows rows, PlanAgencies agencies, PlanSettings settings) {
    this.plans = plans;
    this.rows = rows;
    this.agencies = agencies;
    this.settings = settings;
  }

  /** After the built-in catalogue, on whose units they stand. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    if (settings.builtIn()) {
      try {
        install();
      } catch (RuntimeException e) {
        LOG.warn("The founding plans wait for the next start", e);
      }
    }
  }

  /**
   * Installs those that are not there and whose unit the catalogue has. Several nodes may do it at
   * once.
   *
   * @return how many were installed
   */
  public int install() {
    Set<String> there = new HashSet<>();
    rows.heads().forEach(head -> there.add(head.id()));
    int installed = 0;
    for (String id : IDS) {
      if (there.contains(id)) {
        continue;
      }
      Plan plan = read(id);
      if (agencies.unit(plan).isPresent()) {
        installed += plans.take(plan, null, false, true).version() == 1 ? 1 : 0;
      }
    }
    if (installed > 0) {
      LOG.info("Installed {} founding plans", installed);
    }
    return installed;
  }

  /** One of them, without a database. */
  public static Plan read(String id) {
    String resource = "/plan/" + id + ".yaml";
    try (InputStream in = BuiltInPlans.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Resource " + resource + " is missing");
      }
      return PlanFile.read(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8)).plan();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
