package vn.tinbao.server.attachment;

/** What is stored of an attachment. */
enum Part {
  ORIGINAL,
  CLEANED,
  THUMBNAIL
}
