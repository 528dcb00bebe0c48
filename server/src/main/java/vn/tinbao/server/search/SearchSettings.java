package vn.tinbao.server.search;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How much one look for tips costs at most.
 *
 * @param most tips that are looked at for one page; then the page shows what there is and goes on
 */
@ConfigurationProperties("tinbao.search")
record SearchSettings(@Bindable(defaultValue = "50000") int most) {

  SearchSettings {
    if (most < 1 || most > 1_000_000) {
      throw new IllegalArgumentException("tinbao.search.most must be from 1 to 1,000,000");
    }
  }
}
