/**
 * The disguise: a notes pad that works, shown instead of a locked or hidden app. It keeps its notes
 * in a vault of its own beside the app's directory and knows nothing of what lies behind it but
 * that somebody may knock. The door is {@link vn.tinbao.mobile.cover.NotesCover}.
 */
@NullMarked
package vn.tinbao.mobile.cover;

import org.jspecify.annotations.NullMarked;
