package vn.tinbao.server.subscription;

/** What news are about; who names none wants all. */
public enum Interest {
  /** Work abroad, labour export. */
  WORK_ABROAD,
  /** Marriage with foreigners. */
  MARRIAGE_ABROAD,
  /** Children and school. */
  CHILDREN,
  /** Recruiting and fraud on the internet. */
  ONLINE
}
