package vn.tinbao.server.console;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How the desk shows things.
 *
 * @param immediately a duty "at once" is due when it begins; it is shown as overdue after this long
 */
@ConfigurationProperties("tinbao.console")
public record ConsoleSettings(@Bindable(defaultValue = "15m") Duration immediately) {}
