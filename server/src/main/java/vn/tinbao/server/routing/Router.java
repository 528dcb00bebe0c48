package vn.tinbao.server.routing;

/** Decides who must act. Pure over one catalogue snapshot, safe for many threads. */
public interface Router {

  /**
   * The decision for this question; never null, never without a lead.
   *
   * @throws NoAgencyException when the catalogue knows no agency at all
   */
  RoutingDecision route(RoutingQuestion question);
}
