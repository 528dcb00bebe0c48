package vn.tinbao.server.staff;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.PostponedRequestArgumentBinder;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controller methods the {@link StaffMember} who is signed in. */
@Singleton
final class StaffMemberBinder
    implements TypedRequestArgumentBinder<StaffMember>,
        PostponedRequestArgumentBinder<StaffMember> {

  @Override
  public Argument<StaffMember> argumentType() {
    return Argument.of(StaffMember.class);
  }

  @Override
  public BindingResult<StaffMember> bind(
      ArgumentConversionContext<StaffMember> context, HttpRequest<?> request) {
    Optional<StaffMember> member = session(request).map(Session::member);
    return () -> member;
  }

  /** The session of this request, once security has looked. */
  static Optional<Session> session(HttpRequest<?> request) {
    return request.getUserPrincipal(StaffAuthentication.class).map(StaffAuthentication::session);
  }
}
