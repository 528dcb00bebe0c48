package vn.tinbao.sms.provider.smpp;

import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The binds of each operator. Without any bind to one of them the gateway is degraded, not down:
 * starting it again would not help.
 */
@Singleton
@Requires(beans = HealthEndpoint.class)
@Requires(beans = SmppProvider.class)
class SmppHealth extends AbstractHealthIndicator<Map<String, List<String>>> {
  private static final HealthStatus DEGRADED =
      new HealthStatus("DEGRADED", "An operator is not bound", true, 500);

  private final List<SmppProvider> providers;

  SmppHealth(List<SmppProvider> providers) {
    this.providers = providers;
  }

  @Override
  protected Map<String, List<String>> getHealthInformation() {
    healthStatus =
        providers.stream().allMatch(SmppProvider::connected) ? HealthStatus.UP : DEGRADED;
    Map<String, List<String>> binds = new TreeMap<>();
    providers.forEach(provider -> binds.put(provider.name(), provider.linkStates()));
    return binds;
  }

  @Override
  protected String getName() {
    return "smpp";
  }
}
