package vn.tinbao.server.tip;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The one-time code of a caller.
 *
 * @param valid how long it may wait for its use
 */
@ConfigurationProperties("tinbao.first-code")
public record FirstCodeSettings(@Bindable(defaultValue = "14d") Duration valid) {}
