package vn.tinbao.server.understanding;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a report. Pure: the same text, day and catalogue give the same result; never throws on any
 * text; safe for use by many threads.
 */
public interface Understanding {

  /**
   * Reads one report.
   *
   * @param text as it was sent, any length up to 100,000 characters; never changed
   * @param day the day it was sent, Asia/Ho_Chi_Minh: places are led to the units that stand then
   * @param hotlineUnitId unit whose line or page received it, null when nationwide; only a support
   *     among equals, never a place by itself
   */
  Understood understand(String text, LocalDate day, @Nullable Long hotlineUnitId);

  /** Of the rules and the lexicon; changes whenever any result may change. */
  String version();
}
