package vn.tinbao.server.push;

import java.util.List;

/**
 * How well pushes arrive.
 *
 * @param providers names of those in use
 */
public record FiguresPage(List<String> providers, List<PushFigures.Day> days) {}
