package vn.tinbao.sms.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.value.MapPropertyResolver;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderNamedTest {

  @Singleton
  @ProviderNamed("carrier-a")
  static class OfCarrierA {}

  @Singleton
  @ProviderNamed("simulator")
  static class OfSimulator {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "carrier-a | carrier-a",
        "simulator,carrier-a | simulator+carrier-a",
        " carrier-a , simulator,carrier-a | carrier-a+simulator",
        "carrier-ab | carrier-ab",
        "'' | simulator",
        "',' | simulator",
      })
  void names_stand_between_commas(String setting, String names) {
    assertThat(
            ProviderNamed.Chosen.names(
                new MapPropertyResolver(Map.of("tinbao.sms.provider", setting))))
        .containsExactly(names.split("\\+"));
  }

  @Test
  void another_name_switches_it_off() {
    check(Map.of("tinbao.sms.provider", "carrier-ab,simulator"), false, true);
  }

  @Test
  void a_list_of_a_file_counts_like_commas() {
    check(Map.of("tinbao.sms.provider", List.of("simulator", "carrier-a")), true, true);
  }

  @Test
  void nothing_said_means_the_simulator() {
    check(Map.of(), false, true);
  }

  private static void check(Map<String, Object> settings, boolean a, boolean simulator) {
    try (ApplicationContext context = ApplicationContext.run(settings)) {
      assertThat(context.containsBean(OfCarrierA.class)).isEqualTo(a);
      assertThat(context.containsBean(OfSimulator.class)).isEqualTo(simulator);
    }
  }
}
