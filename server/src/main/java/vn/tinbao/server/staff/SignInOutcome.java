package vn.tinbao.server.staff;

import java.time.Duration;

/** What became of an attempt to sign in. */
sealed interface SignInOutcome {

  /** Name, password and code were right. */
  record Welcome(SessionStore.NewSession session, StaffMember member) implements SignInOutcome {}

  /** Right too, but the password was given by another person and a phone cannot replace it. */
  record ChoosePasswordFirst() implements SignInOutcome {}

  /** Something was wrong; which of the three is not said. */
  record Wrong() implements SignInOutcome {}

  /** Too many failures: nothing is right before this time has passed. */
  record Wait(Duration left) implements SignInOutcome {}
}
