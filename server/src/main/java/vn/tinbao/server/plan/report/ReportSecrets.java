package vn.tinbao.server.plan.report;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import vn.tinbao.server.vault.SealedColumn;

/**
 * What reports keep sealed straight under the master key: their words, and what is said of them.
 */
@Factory
final class ReportSecrets {

  @Singleton
  @Named("periodic-report-text")
  SealedColumn text() {
    return new SealedColumn(
        "master", "tinbao.periodic_report_text", "id", "content", "id", ReportRows.TEXT_CONTEXT);
  }

  @Singleton
  @Named("periodic-report-note")
  SealedColumn note() {
    return new SealedColumn(
        "master", "tinbao.periodic_report_event", "id", "note", "id", ReportRows.NOTE_CONTEXT);
  }
}
