package vn.tinbao.server.staff;

/** There is an account with this name already. */
public final class UsernameTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsernameTakenException(String username) {
    super("There is an account named " + username + " already");
  }
}
