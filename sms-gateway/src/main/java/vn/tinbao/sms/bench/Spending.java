package vn.tinbao.sms.bench;

/**
 * What the processes of a run have used.
 *
 * @param gateway the gateway's process, or Kannel's two
 * @param database PostgreSQL's, nothing where there is none
 * @param bench the bench itself: the fake operators, the phones, whoever fills the queue
 */
record Spending(Costs gateway, Costs database, Costs bench) {
  /** Until now. */
  static Spending of(GatewayProcess gateway, House house) {
    return new Spending(
        Costs.ofTree(gateway.pid()), Costs.ofTree(house.postgres()), Costs.ofBench());
  }

  /** Until now, of something else that has no database. */
  static Spending of(Costs gateway) {
    return new Spending(gateway, new Costs(0, 0), Costs.ofBench());
  }

  Spending since(Spending earlier) {
    return new Spending(
        gateway.since(earlier.gateway),
        database.since(earlier.database),
        bench.since(earlier.bench));
  }
}
