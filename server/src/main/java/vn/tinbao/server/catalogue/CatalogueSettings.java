package vn.tinbao.server.catalogue;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How this node comes by its catalogue.
 *
 * @param builtIn whether an empty catalogue is filled with the one that comes with the program
 * @param poll how often this node looks whether another one changed the catalogue
 */
@ConfigurationProperties("tinbao.catalogue")
record CatalogueSettings(
    @Bindable(defaultValue = "true") boolean builtIn,
    @Bindable(defaultValue = "3s") Duration poll) {

  CatalogueSettings {
    if (poll.isNegative() || poll.isZero()) {
      throw new IllegalArgumentException("tinbao.catalogue.poll must be longer than 0");
    }
  }
}
