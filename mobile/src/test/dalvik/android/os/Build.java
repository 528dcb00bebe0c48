package android.os;

/** Android as a computer plays it for tests. */
public class Build {
  public static class VERSION {
    public static final int SDK_INT = Integer.parseInt("33");
  }
}
