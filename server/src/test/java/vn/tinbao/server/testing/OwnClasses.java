package vn.tinbao.server.testing;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** For rules about code: what was written by people, without what Micronaut and jte generate. */
public final class OwnClasses implements ImportOption {
  @Override
  public boolean includes(Location location) {
    return !location.contains("/$")
        && !location.contains("$Definition")
        && !location.contains("$Introspection")
        && !location.contains("$Intercepted")
        && !location.contains("/server/jte/");
  }
}
