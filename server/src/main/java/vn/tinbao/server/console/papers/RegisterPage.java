package vn.tinbao.server.console.papers;

import org.jspecify.annotations.Nullable;
import vn.tinbao.server.papers.PaperForm;

/**
 * The page on which a period of the register is chosen.
 *
 * @param from as typed, {@code 2026-11-01}
 * @param mistake key of what was wrong, null when nothing was
 */
public record RegisterPage(String from, String to, PaperForm form, @Nullable String mistake) {}
