package vn.tinbao.mobile.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of the phone, read where it is needed. */
public final class FileSource implements Source, AutoCloseable {
  private final FileChannel channel;
  private final long size;

  FileSource(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long position, byte[] into, int from, int most) throws IOException {
    return channel.read(ByteBuffer.wrap(into, from, most), position);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
