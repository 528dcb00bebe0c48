package vn.tinbao.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import java.util.List;
import vn.tinbao.server.testing.OwnClasses;

/** Holds the floors of the house: a room knows nothing of a higher one. */
@AnalyzeClasses(
    packages = "vn.tinbao",
    importOptions = {ImportOption.DoNotIncludeTests.class, OwnClasses.class})
class FloorsTest {
  private static final String ROOT = "vn.tinbao.server.";

  /** From the ground up. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of(
              "live",
              "web",
              "gate",
              "calendar",
              "vault",
              "staff",
              "audit",
              "catalogue",
              "understanding",
              "push",
              "papers",
              "sheets",
              "offers"),
          List.of("routing", "clocks", "tip", "duty", "custody", "attachment", "subscription"),
          List.of(
              "assignment",
              "fieldwork",
              "victim",
              "conversation",
              "retention",
              "proceeding",
              "search",
              "duplicate"),
          List.of("plan", "statistics", "campaign"),
          List.of("portal", "console"),
          List.of("demo", "bench", "backup", "lab"));

  @ArchTest
  static final ArchRule a_room_knows_nothing_of_a_higher_floor =
      classes()
          .that()
          .resideInAPackage("vn.tinbao.server..")
          .should(
              new ArchCondition<>("use rooms of its own floor or lower ones only") {
                @Override
                public void check(JavaClass room, ConditionEvents events) {
                  int floor = floor(room);
                  room.getDirectDependenciesFromSelf().stream()
                      .filter(use -> floor(use.getTargetClass()) > floor)
                      .forEach(
                          use ->
                              events.add(SimpleConditionEvent.violated(use, use.getDescription())));
                }
              });

  /** On one floor too: of two rooms, one can be read without the other. */
  @ArchTest
  static final ArchRule no_rooms_stand_in_a_ring =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule every_room_has_its_floor =
      classes()
          .that()
          .resideInAPackage("vn.tinbao.server.*..")
          .should(
              new ArchCondition<>("stand on a floor of this test") {
                @Override
                public void check(JavaClass room, ConditionEvents events) {
                  if (floor(room) == NOWHERE) {
                    events.add(
                        SimpleConditionEvent.violated(room, room.getName() + " has no floor"));
                  }
                }
              });

  @ArchTest
  static final ArchRule the_gateway_knows_nothing_of_the_server =
      noClasses()
          .that()
          .resideInAPackage("vn.tinbao.sms..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("vn.tinbao.server..");

  /** Operators made of cardboard are for tests, measurements and demos. */
  @ArchTest
  static final ArchRule nothing_that_serves_knows_the_lab =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "vn.tinbao.sms.lab..",
              "vn.tinbao.sms.bench..",
              ROOT + "lab..",
              ROOT + "bench..",
              ROOT + "demo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("vn.tinbao.sms.lab..", ROOT + "lab..");

  @ArchTest
  static final ArchRule understanding_and_routing_touch_no_database =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "understanding..", ROOT + "routing..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "io.micronaut.data..");

  @ArchTest
  static final ArchRule only_custody_turns_decisions_into_grants =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "vault..", ROOT + "custody..")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("IdentityGrants");

  /**
   * Open advisory of Micronaut Data 4.14.4: property names of a Sort reach native SQL unescaped.
   */
  @ArchTest
  static final ArchRule no_native_query_takes_a_pageable_or_a_sort =
      noMethods()
          .that()
          .areAnnotatedWith(Query.class)
          .should()
          .haveRawParameterTypes(
              new DescribedPredicate<List<JavaClass>>("a Pageable or a Sort") {
                @Override
                public boolean test(List<JavaClass> parameters) {
                  return parameters.stream()
                      .anyMatch(
                          p -> p.isAssignableTo(Pageable.class) || p.isAssignableTo(Sort.class));
                }
              });

  @ArchTest
  static final ArchRule the_clock_is_injected =
      noClasses()
          .that()
          .resideInAnyPackage("vn.tinbao.server..")
          .and()
          .resideOutsideOfPackages(ROOT + "bench..", ROOT + "demo..")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(java.time.OffsetDateTime.class, "now");

  private static final int NOWHERE = -1;

  private static int floor(JavaClass type) {
    String name = type.getPackageName() + ".";
    if (!name.startsWith(ROOT)) {
      return NOWHERE;
    }
    String rest = name.substring(ROOT.length());
    if (rest.isEmpty()) {
      return FLOORS.size() - 1;
    }
    String room = rest.substring(0, rest.indexOf('.'));
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      if (FLOORS.get(floor).contains(room)) {
        return floor;
      }
    }
    return NOWHERE;
  }
}
