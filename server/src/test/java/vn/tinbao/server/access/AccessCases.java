package vn.tinbao.server.access;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Surfer;

/**
 * How to ask the routes of a part so that whoever may would be answered: a bean (@Singleton) of the
 * tests. A plain GET without path variables needs none.
 */
public interface AccessCases {

  /** Keyed by {@code METHOD /path/{id}}, as in the table of docs/access.md. */
  Map<String, Maker> cases();

  /**
   * Makes a fresh object for each question: what one asker did must not stand in the next one's
   * way.
   */
  interface Maker {

    /**
     * The request that {@code owner}, of {@link AccessWorld#HERE}, would send about something of
     * their own or of their agency. It is then sent as the owner, as a colleague of the same role
     * and agency, as the same role of another agency, and as nobody.
     */
    Request request(AccessWorld world, StaffMember owner);
  }

  /**
   * One request.
   *
   * @param body null for none
   * @param type content type of the body
   */
  record Request(String path, @Nullable String body, String type) {

    /** Without a body. */
    public static Request of(String path) {
      return new Request(path, null, "");
    }

    /** Names and values of a form in turn. */
    public static Request form(String path, String... fields) {
      return new Request(path, Surfer.form(fields), "application/x-www-form-urlencoded");
    }

    public static Request json(String path, String body) {
      return new Request(path, body, "application/json");
    }
  }
}
