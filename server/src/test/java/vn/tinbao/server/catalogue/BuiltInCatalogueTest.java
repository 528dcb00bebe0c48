package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false, startApplication = false)
class BuiltInCatalogueTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  @Inject BuiltInCatalogue builtIn;
  @Inject Catalogue catalogue;
  @Inject CatalogueStore store;

  @Test
  void it_is_installed_once_whoever_comes_first() throws Exception {
    try (ApplicationContext context = ApplicationContext.run("test")) {
      BuiltInCatalogue fresh = context.getBean(BuiltInCatalogue.class);
      ExecutorService nodes = Executors.newFixedThreadPool(4);
      Callable<Boolean> install = fresh::installIfEmpty;
      int installed = 0;
      for (Future<Boolean> node : nodes.invokeAll(List.of(install, install, install, install))) {
        installed += node.get() ? 1 : 0;
      }
      nodes.shutdown();
      assertThat(installed).isOne();
      assertThat(context.getBean(CatalogueStore.class).version()).isOne();
    }
  }

  @Test
  void what_was_installed_is_read_back_whole() {
    builtIn.installIfEmpty();
    CatalogueSnapshot now = catalogue.now();
    assertThat(now.version()).isOne();
    assertThat(now.units()).hasSize(BuiltInUnits.count());
    Agency commune = now.agency("ca_xa@23538/2025-07-01").orElseThrow();
    assertThat(commune.name()).isEqualTo("Công an xã Ia Tơi");
    assertThat(commune.standing()).isTrue();
    assertThat(commune.parentId()).isEqualTo("ca_tinh@51/2021-11-01");
    assertThat(commune.validTo()).isNull();
    assertThat(now.agency("ca_huyen@870/2021-11-01").orElseThrow().phone())
        .isEqualTo("02773564600");
    Unit binhTrung = now.unitByCode("06217", LocalDate.of(2024, 6, 1)).orElseThrow();
    assertThat(now.currentOf(binhTrung, TODAY))
        .extracting(Unit::fullName)
        .containsExactly("Xã Khánh Khê");
    assertThat(now.hotlinesFor(null, TODAY)).extracting(Hotline::number).contains("111", "113");
    assertThat(now.agencySuccessions("ca_huyen@395/2021-11-01")).isNotEmpty();
  }

  @Test
  void the_national_agency_is_competent_for_every_province_also_those_that_come_later() {
    builtIn.installIfEmpty();
    Agency national = catalogue.now().nationalStanding(TODAY).orElseThrow();
    assertThat(national.id()).isEqualTo("bo_ca@01/2021-11-01");
    assertThat(national.territory())
        .hasSize(
            (int)
                catalogue.now().units().stream()
                    .filter(u -> u.level() == UnitLevel.PROVINCE)
                    .count());
  }

  @Test
  void installing_is_quick() {
    try (ApplicationContext context = ApplicationContext.run("test")) {
      BuiltInCatalogue fresh = context.getBean(BuiltInCatalogue.class);
      context.getBean(Catalogue.class).now();
      long start = System.nanoTime();
      assertThat(fresh.installIfEmpty()).isTrue();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.println("Built-in catalogue installed in " + took.toMillis() + " ms");
      assertThat(took)
          .as("a second on a machine that does nothing else")
          .isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void another_node_sees_a_change_and_tells_its_listeners() {
    try (ApplicationContext context = ApplicationContext.run("test")) {
      Catalogue here = context.getBean(Catalogue.class);
      assertThat(here.now().units()).isEmpty();
      List<Long> told = new java.util.concurrent.CopyOnWriteArrayList<>();
      Runnable unregister = here.onChange(snapshot -> told.add(snapshot.version()));
      int rows =
          context
              .getBean(JdbcOperations.class)
              .execute(
                  connection -> {
                    try (var statement = connection.createStatement()) {
                      return statement.executeUpdate(
                          "INSERT INTO tinbao.unit (code, level, kind, name, full_name, valid_from,"
                              + " source) VALUES ('01', 'PROVINCE', 'Tỉnh', 'A', 'Tỉnh A',"
                              + " '2025-07-01', 'test')");
                    }
                  });
      assertThat(rows).isOne();
      here.poll();
      assertThat(here.now().units()).hasSize(1);
      here.poll();
      assertThat(told).containsExactly(1L);
      unregister.run();
    }
  }
}
