package vn.tinbao.server.staff;

import org.jspecify.annotations.Nullable;

/**
 * What somebody with an invitation sees.
 *
 * @param password whether a password is to be chosen; else the old one is asked for
 * @param factor whether a second factor is to be set up; else a code of the old one is asked for
 * @param secret base 32 of the new second factor, in groups of four; null when it stays
 * @param sealedSecret the same, for the form to bring back; null when it stays
 * @param error what was wrong, null at first
 */
public record EnrolPage(
    String code,
    String name,
    String username,
    boolean password,
    boolean factor,
    @Nullable String secret,
    @Nullable String sealedSecret,
    @Nullable QrPicture picture,
    @Nullable String error) {

  @Override
  public String toString() {
    return "EnrolPage[" + username + "]";
  }
}
