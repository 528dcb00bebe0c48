package vn.tinbao.server.staff;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Signing in with name, password and one-time code. Every attempt costs the same time and gets one
 * of the same answers, whether or not there is such an account: nobody learns who works here.
 */
@Singleton
final class SignIn {
  private static final int LONGEST_NAME = 100;

  private final StaffAccounts accounts;
  private final Passwords passwords;
  private final OneTimeCodes codes;
  private final NameLocks names;
  private final AddressLimits addresses;
  private final SignInRecords records;

  SignIn(
      StaffAccounts accounts,
      Passwords passwords,
      OneTimeCodes codes,
      NameLocks names,
      AddressLimits addresses,
      SignInRecords records) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.codes = codes;
    this.names = names;
    this.addresses = addresses;
    this.records = records;
  }

  /**
   * What somebody typed.
   *
   * @param place where the session is to begin
   * @param address of the network, for the limit in memory
   */
  record Attempt(
      String username, String password, String code, SignInRecords.Place place, String address) {

    @Override
    public String toString() {
      return "Attempt[" + place.kind() + "]";
    }
  }

  /** Checks it and begins a session. */
  SignInOutcome attempt(Attempt attempt) {
    return passwords.oneOfFew(() -> check(attempt));
  }

  private SignInOutcome check(Attempt attempt) {
    String typed = StaffAccounts.normal(attempt.username());
    String name = typed.substring(0, Math.min(typed.length(), LONGEST_NAME));
    String password = attempt.password().length() > Passwords.LONGEST ? "" : attempt.password();
    Duration wait = longer(names.wait(name), addresses.wait(attempt.address()));
    Optional<StaffAccounts.Credentials> found = accounts.credentials(name);
    // No short cut before this line: a name, a password and a code are always looked at, and a
    // sealed second factor is always opened.
    boolean passwordRight =
        passwords.matches(
            password, found.map(StaffAccounts.Credentials::passwordHash).orElse(Passwords.NOBODY));
    OptionalLong step =
        codes.stepOf(
            attempt.code(),
            found.map(StaffAccounts.Credentials::totpSecret).orElseGet(accounts::nobodysSecret));
    if (!wait.isZero()) {
      return new SignInOutcome.Wait(wait);
    }
    if (found.isPresent() && passwordRight && step.isPresent()) {
      StaffAccounts.Credentials right = found.get();
      if (right.passwordOnce() && attempt.place().kind() == SessionKind.APP) {
        return new SignInOutcome.ChoosePasswordFirst();
      }
      Optional<SessionStore.NewSession> session =
          records.succeeded(name, right.member().id(), step.getAsLong(), attempt.place());
      if (session.isPresent()) {
        return new SignInOutcome.Welcome(session.get(), right.member());
      }
    }
    addresses.failed(attempt.address());
    records.failed(name, found.map(right -> right.member().id()).orElse(null));
    return new SignInOutcome.Wrong();
  }

  /** What became of asking a signed-in person for the password once more. */
  enum Confirmation {
    RIGHT,
    WRONG,
    /** Too many failures under this name. */
    WAIT
  }

  /**
   * Asks who is signed in for the password before something that a stranger at an open desk must
   * not do. Failures count like those of signing in.
   */
  Confirmation confirm(StaffMember member, String password) {
    return passwords.oneOfFew(
        () -> {
          if (!names.wait(member.username()).isZero()) {
            return Confirmation.WAIT;
          }
          String hash =
              accounts
                  .credentials(member.username())
                  .map(StaffAccounts.Credentials::passwordHash)
                  .orElse(Passwords.NOBODY);
          if (password.length() <= Passwords.LONGEST && passwords.matches(password, hash)) {
            return Confirmation.RIGHT;
          }
          records.failed(member.username(), member.id());
          return Confirmation.WRONG;
        });
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
