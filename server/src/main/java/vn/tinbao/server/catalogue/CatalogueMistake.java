package vn.tinbao.server.catalogue;

import java.util.List;

/** What somebody wants to write into the catalogue is wrong. Nothing was written. */
public final class CatalogueMistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The field when it is not about one field. */
  public static final String WHOLE = "";

  /** Says that the catalogue is not what the person saw any more. */
  static final String MOVED_ON = "catalogue.moved-on";

  private final String field;
  private final String key;
  private final transient List<Object> arguments;

  /**
   * @param field of the form or file, {@link #WHOLE} for none
   * @param key of the sentence in the message files
   */
  public CatalogueMistake(String field, String key, Object... arguments) {
    super(field + " " + key, null, false, false);
    this.field = field;
    this.key = key;
    this.arguments = List.of(arguments);
  }

  /** Whether it is right or wrong was not asked: the catalogue is another one than was seen. */
  public boolean movedOn() {
    return key.equals(MOVED_ON);
  }

  public String field() {
    return field;
  }

  public String key() {
    return key;
  }

  /** For the sentence. */
  public Object[] arguments() {
    return arguments == null ? new Object[0] : arguments.toArray();
  }
}
