package vn.tinbao.mobile.store;

/** Carries a parcel to the server, once a call, on the outbox's own thread. */
@FunctionalInterface
public interface Courier {
  /**
   * Tries once. The same parcel may come again, also after the server took it: the courier sends
   * the same id every time and keeps the server's answer before it returns {@link
   * Delivery.Acknowledged}. An exception counts as {@link Delivery.Again}.
   */
  Delivery deliver(Parcel parcel);
}
