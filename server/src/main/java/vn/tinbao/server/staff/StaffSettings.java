package vn.tinbao.server.staff;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long people stay signed in, and how long wrong guesses must wait.
 *
 * @param webIdle a browser session ends when unused for this long
 * @param webLongest a browser session ends after this long in any case
 * @param appIdle the same for a phone of a field officer
 * @param appLongest the same for a phone of a field officer
 * @param freeFailures wrong sign-ins under one name before the first wait
 * @param firstWait doubles with every further failure
 * @param longestWait no more than this, so that a stranger cannot shut anyone out for long
 * @param addressFailures wrong sign-ins from one address within {@code addressWindow} before that
 *     address waits; kept in memory only
 * @param invitation how long an invitation, and a reset that waits for a second person, lasts
 */
@ConfigurationProperties("tinbao.staff")
public record StaffSettings(
    @Bindable(defaultValue = "30m") Duration webIdle,
    @Bindable(defaultValue = "12h") Duration webLongest,
    @Bindable(defaultValue = "7d") Duration appIdle,
    @Bindable(defaultValue = "30d") Duration appLongest,
    @Bindable(defaultValue = "5") int freeFailures,
    @Bindable(defaultValue = "30s") Duration firstWait,
    @Bindable(defaultValue = "15m") Duration longestWait,
    @Bindable(defaultValue = "30") int addressFailures,
    @Bindable(defaultValue = "10m") Duration addressWindow,
    @Bindable(defaultValue = "72h") Duration invitation) {}
