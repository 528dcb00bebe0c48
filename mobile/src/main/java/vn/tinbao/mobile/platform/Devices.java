package vn.tinbao.mobile.platform;

import com.gluonhq.attach.util.Platform;
import vn.tinbao.mobile.platform.attach.AttachDevice;
import vn.tinbao.mobile.platform.desktop.DesktopDevice;

/** Finds out what machine this is. */
public final class Devices {
  private Devices() {}

  public static Device ofThisMachine() {
    return Platform.isDesktop() ? DesktopDevice.create() : AttachDevice.create();
  }
}
