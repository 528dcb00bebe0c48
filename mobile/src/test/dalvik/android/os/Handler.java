package android.os;

import vn.tinbao.android.PlayedPhone;

/** Android as a computer plays it for tests. */
public class Handler {
  public Handler(Looper looper) {}

  public final boolean post(Runnable work) {
    PlayedPhone.onMain(work);
    return true;
  }
}
