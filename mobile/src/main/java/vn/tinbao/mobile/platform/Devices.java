package vn.tinbao.mobile.platform;

import com.gluonhq.attach.util.Platform;
import vn.tinbao.mobile.platform.attach.AttachDevice;
import vn.tinbao.mobile.platform.attach.AttachMaps;
import vn.tinbao.mobile.platform.desktop.DesktopDevice;
import vn.tinbao.mobile.platform.desktop.DesktopOpener;

/** Finds out what machine this is. */
public final class Devices {
  private Devices() {}

  public static Device ofThisMachine() {
    return Platform.isDesktop() ? DesktopDevice.create() : AttachDevice.create();
  }

  /** Other apps that show files; on a phone none can be asked. */
  public static Opener opener() {
    return Platform.isDesktop() ? new DesktopOpener() : Opener.NONE;
  }

  /** The map of this machine; a computer has none. */
  public static Maps maps() {
    return Platform.isDesktop() ? geo -> false : new AttachMaps();
  }
}
