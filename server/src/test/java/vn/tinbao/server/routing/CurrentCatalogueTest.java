package vn.tinbao.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.BuiltInCatalogue;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.understanding.Understanding;
import vn.tinbao.server.understanding.Understood;

/** Understanding and routing follow the catalogue in the database without a restart. */
@MicronautTest(transactional = false, startApplication = false)
class CurrentCatalogueTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  @Inject BuiltInCatalogue builtIn;
  @Inject Catalogue catalogue;
  @Inject Understanding understanding;
  @Inject Router router;

  @Test
  void what_is_installed_is_understood_and_routed_at_once() {
    String text = "toi o xa binh trung co nguoi ru chau gai sang trung quoc lam viec nhe luong cao";
    Understood before = understanding.understand(text, TODAY, null);
    if (builtIn.installIfEmpty()) {
      assertThat(before.places()).isEmpty();
    }
    Understood understood = understanding.understand(text, TODAY, null);
    assertThat(understood.placeDecided()).isNotNull();
    assertThat(understood.version()).isEqualTo(understanding.version());

    RoutingDecision decision =
        router.route(
            new RoutingQuestion(
                understood.placeDecided(),
                null,
                understood.kind(),
                understood.categories(),
                understood.urgency(),
                understood.child(),
                understood.crossBorder(),
                false,
                TODAY));
    CatalogueSnapshot now = catalogue.now();
    assertThat(now.agency(decision.leadAgencyId()).orElseThrow().name())
        .isEqualTo("Công an xã Khánh Khê");
    assertThat(decision.catalogueVersion()).isEqualTo(now.version());
  }
}
