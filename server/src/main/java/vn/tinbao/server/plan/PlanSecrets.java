package vn.tinbao.server.plan;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import vn.tinbao.server.vault.SealedColumn;

/** What this room keeps sealed straight under the master key: words and files of colleagues. */
@Factory
final class PlanSecrets {
  static final String EVENT = "plan-work-event:";
  static final String NOTE = "plan-evidence-note:";
  static final String NAME = "plan-evidence-name:";
  static final String FILE = "plan-evidence-file:";
  static final String CLEAN = "plan-evidence-clean:";
  static final String CLEAN_NAME = "plan-evidence-clean-name:";

  @Singleton
  @Named("plan-work-event")
  SealedColumn event() {
    return new SealedColumn("master", "tinbao.plan_work_event", "id", "note", "id", EVENT);
  }

  @Singleton
  @Named("plan-evidence-note")
  SealedColumn note() {
    return new SealedColumn("master", "tinbao.plan_evidence", "id", "note", "id", NOTE);
  }

  @Singleton
  @Named("plan-evidence-name")
  SealedColumn name() {
    return new SealedColumn("master", "tinbao.plan_evidence", "id", "file_name", "id", NAME);
  }

  @Singleton
  @Named("plan-survey")
  SealedColumn survey() {
    return new SealedColumn("master", "tinbao.plan_survey", "id", "note", "id", RiskSurveys.NOTE);
  }

  @Singleton
  @Named("plan-evidence-file")
  SealedColumn file() {
    return new SealedColumn("master", "tinbao.plan_evidence", "id", "file", "id", FILE);
  }

  @Singleton
  @Named("plan-evidence-clean")
  SealedColumn clean() {
    return new SealedColumn("master", "tinbao.plan_evidence", "id", "clean", "id", CLEAN);
  }

  @Singleton
  @Named("plan-evidence-clean-name")
  SealedColumn cleanName() {
    return new SealedColumn("master", "tinbao.plan_evidence", "id", "clean_name", "id", CLEAN_NAME);
  }
}
