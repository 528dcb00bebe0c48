package vn.tinbao.server.staff;

import io.micronaut.context.event.ApplicationEventListener;
import jakarta.inject.Singleton;
import vn.tinbao.server.catalogue.CatalogueEdited;

/** Every change of the catalogue leaves its row, in the transaction that makes it. */
@Singleton
final class CatalogueEditsAudited implements ApplicationEventListener<CatalogueEdited> {
  private final Audit audit;

  CatalogueEditsAudited(Audit audit) {
    this.audit = audit;
  }

  @Override
  public void onApplicationEvent(CatalogueEdited event) {
    audit.record(event.by(), event.action(), event.subjectKind(), event.subjectId());
  }
}
