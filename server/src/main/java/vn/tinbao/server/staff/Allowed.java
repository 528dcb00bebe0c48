package vn.tinbao.server.staff;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Opens a controller, or one of its methods, to whoever has the permission in any scope; everybody
 * else is refused before the method runs. What of it lies within the scope, the method must ask its
 * room. On a method it replaces what stands on the class.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Allowed {
  /** What the route does. */
  Action value();
}
