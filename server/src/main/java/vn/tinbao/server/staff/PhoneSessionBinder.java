package vn.tinbao.server.staff;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.bind.binders.PostponedRequestArgumentBinder;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;
import vn.tinbao.server.web.Refusal;

/** Gives controller methods the {@link PhoneSession} that asks. */
@Singleton
final class PhoneSessionBinder
    implements TypedRequestArgumentBinder<PhoneSession>,
        PostponedRequestArgumentBinder<PhoneSession> {

  @Override
  public Argument<PhoneSession> argumentType() {
    return Argument.of(PhoneSession.class);
  }

  @Override
  public BindingResult<PhoneSession> bind(
      ArgumentConversionContext<PhoneSession> context, HttpRequest<?> request) {
    Optional<Session> session = StaffMemberBinder.session(request);
    if (session.isPresent() && session.get().kind() != SessionKind.APP) {
      throw new Refusal(HttpStatus.FORBIDDEN, "device.not-a-phone");
    }
    Optional<PhoneSession> phone = session.map(s -> new PhoneSession(s.id(), s.member()));
    return () -> phone;
  }
}
