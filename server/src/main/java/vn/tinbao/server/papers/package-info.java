/**
 * Official papers: a document as data ({@link vn.tinbao.server.papers.Paper}), printed as DOCX and
 * as PDF in the layout of decree 30/2020/NĐ-CP, and the numbers that papers and registers get.
 *
 * <p>Floor 0: knows no tip, no victim, no plan. Higher rooms fill a {@code Paper} and print it by
 * {@link vn.tinbao.server.papers.Papers}; numbers come from {@link
 * vn.tinbao.server.papers.PaperNumbers}; which forms there are, and how sure that is, says {@link
 * vn.tinbao.server.papers.PaperForms}.
 */
@NullMarked
package vn.tinbao.server.papers;

import org.jspecify.annotations.NullMarked;
