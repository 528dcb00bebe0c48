/** Every sentence of the app in Vietnamese and English, and how dates and codes are written. */
@NullMarked
package vn.tinbao.mobile.text;

import org.jspecify.annotations.NullMarked;
