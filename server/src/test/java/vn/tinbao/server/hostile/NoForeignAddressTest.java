package vn.tinbao.server.hostile;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import vn.tinbao.server.testing.OwnClasses;

/**
 * Nothing that a stranger sends makes the server open a connection (SSRF): no class could, but
 * those that call an address of the configuration (identity provider, virus scanner, Firebase).
 */
@AnalyzeClasses(
    packages = "vn.tinbao",
    importOptions = {ImportOption.DoNotIncludeTests.class, OwnClasses.class})
class NoForeignAddressTest {
  @ArchTest
  static final ArchRule only_who_calls_a_configured_address_opens_a_connection =
      noClasses()
          .that()
          .resideInAPackage("vn.tinbao.server..")
          // The identity provider, the scanner and Firebase of the configuration; the load
          // generator.
          .and()
          .haveSimpleNameNotStartingWith("Oidc")
          .and()
          .haveSimpleNameNotStartingWith("Clamd")
          .and()
          .resideOutsideOfPackages("vn.tinbao.server.bench..", "vn.tinbao.server.push.fcm..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "io.micronaut.http.client..", "javax.naming..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.URLConnection")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.HttpURLConnection")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.Socket")
          .orShould()
          .callMethod(java.net.URL.class, "openStream")
          .orShould()
          .callMethod(java.net.URL.class, "openConnection");
}
