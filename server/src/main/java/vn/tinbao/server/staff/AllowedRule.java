package vn.tinbao.server.staff;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecuredAnnotationRule;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Holds what {@link Allowed} says; has no opinion on routes without it. */
@Singleton
final class AllowedRule implements SecurityRule<HttpRequest<?>> {

  @Override
  public Publisher<SecurityRuleResult> check(
      HttpRequest<?> request, @Nullable Authentication authentication) {
    return Mono.just(
        action(request)
            .map(action -> decide(authentication, action))
            .orElse(SecurityRuleResult.UNKNOWN));
  }

  private static Optional<Action> action(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .flatMap(route -> route.getAnnotationMetadata().enumValue(Allowed.class, Action.class));
  }

  private static SecurityRuleResult decide(@Nullable Authentication authentication, Action action) {
    return authentication instanceof StaffAuthentication who && who.may(action)
        ? SecurityRuleResult.ALLOWED
        : SecurityRuleResult.REJECTED;
  }

  /** Before every other rule: no pattern of a configuration opens what this one closes. */
  @Override
  public int getOrder() {
    return SecuredAnnotationRule.ORDER - 100;
  }
}
