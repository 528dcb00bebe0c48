package vn.tinbao.server.plan;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Settings of plans, {@code tinbao.plan.*}.
 *
 * @param builtIn whether the five founding plans are installed where they are not
 */
@ConfigurationProperties("tinbao.plan")
public record PlanSettings(@Bindable(defaultValue = "true") boolean builtIn) {}
