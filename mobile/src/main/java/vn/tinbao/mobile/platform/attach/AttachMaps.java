package vn.tinbao.mobile.platform.attach;

import com.gluonhq.attach.browser.BrowserService;
import java.io.IOException;
import java.net.URISyntaxException;
import vn.tinbao.mobile.platform.Maps;

/** The phone's own map, through the address that every map app listens to. */
public final class AttachMaps implements Maps {
  @Override
  public boolean open(String geo) {
    return BrowserService.create()
        .map(
            browser -> {
              try {
                browser.launchExternalBrowser(geo);
                return true;
              } catch (IOException | URISyntaxException noMap) {
                return false;
              }
            })
        .orElse(false);
  }
}
