package vn.tinbao.mobile;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Which room may know which: the store knows no network, the network no screen, and so on. */
class FloorsTest {
  /** The app without its tests; read once. */
  static final JavaClasses APP =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("vn.tinbao.mobile");

  @Test
  void the_store_knows_neither_network_nor_screen() {
    nobodyIn("..mobile.store..").mayKnow("..mobile.net..", "javafx..", "java.net..");
  }

  @Test
  void the_network_knows_no_screen_and_keeps_nothing() {
    nobodyIn("..mobile.net..").mayKnow("javafx..", "..mobile.shell..", "..mobile.citizen..");
    check(
        noClasses()
            .that(resideInAPackage("..mobile.net.."))
            .should()
            .dependOnClassesThat()
            .haveSimpleName("Vault"));
  }

  @Test
  void words_and_json_know_nobody() {
    nobodyIn("..mobile.text..")
        .mayKnow("javafx..", "..mobile.net..", "..mobile.store..", "..mobile.shell..");
    nobodyIn("..mobile.json..").mayKnow("javafx..", "..mobile.net..", "..mobile.shell..");
  }

  @Test
  void who_cleans_files_knows_nobody_and_nobody_knows_who_measures() {
    nobodyIn("..mobile.media..")
        .mayKnow(
            "javafx..", "java.net..", "..mobile.net..", "..mobile.store..", "..mobile.citizen..");
    nobodyIn("..mobile.citizen..").mayKnow("..mobile.bench..");
    nobodyIn("..mobile.shell..").mayKnow("..mobile.bench..");
    nobodyIn("..mobile.platform..").mayKnow("..mobile.bench..");
  }

  @Test
  void who_takes_files_in_knows_neither_the_network_nor_whose_they_are() {
    nobodyIn("..mobile.capture..")
        .mayKnow("java.net..", "..mobile.net..", "..mobile.citizen..", "..mobile.officer..");
    nobodyIn("..mobile.media..").mayKnow("..mobile.capture..");
    nobodyIn("..mobile.store..").mayKnow("..mobile.capture..");
    nobodyIn("..mobile.shell..").mayKnow("..mobile.capture..");
  }

  @Test
  void the_cover_knows_nothing_of_what_it_covers() {
    nobodyIn("..mobile.cover..")
        .mayKnow(
            "..mobile.net..",
            "..mobile.citizen..",
            "..mobile.officer..",
            "..mobile.capture..",
            "..mobile.settings..");
  }

  @Test
  void the_frame_knows_no_life_and_the_two_lives_do_not_know_each_other() {
    nobodyIn("..mobile.shell..").mayKnow("..mobile.citizen..", "..mobile.officer..");
    nobodyIn("..mobile.citizen..").mayKnow("..mobile.officer..");
    nobodyIn("..mobile.officer..").mayKnow("..mobile.citizen..");
  }

  @Test
  void only_the_attach_room_and_the_one_that_picks_it_know_gluon() {
    check(
        noClasses()
            .that(
                resideInAPackage("vn.tinbao.mobile..")
                    .and(
                        com.tngtech.archunit.base.DescribedPredicate.not(
                            resideInAPackage("..platform.attach..")))
                    .and(
                        com.tngtech.archunit.base.DescribedPredicate.not(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName(
                                "Devices"))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.gluonhq..")));
  }

  private record Room(String where) {
    void mayKnow(String... packages) {
      check(
          noClasses()
              .that()
              .resideInAPackage(where)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(packages));
    }
  }

  private static Room nobodyIn(String where) {
    return new Room(where);
  }

  private static void check(ArchRule rule) {
    rule.check(APP);
  }
}
