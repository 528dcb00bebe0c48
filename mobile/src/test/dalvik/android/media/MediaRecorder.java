package android.media;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import vn.tinbao.android.PlayedPhone;

/** Android as a computer plays it for tests. */
public class MediaRecorder {
  private final StringBuilder steps = new StringBuilder();
  private String path;

  public void setAudioSource(int source) {
    steps.append("source ");
  }

  public void setOutputFormat(int format) {
    steps.append("format ");
  }

  public void setAudioEncoder(int encoder) {
    steps.append("encoder ");
  }

  public void setAudioChannels(int channels) {}

  public void setAudioSamplingRate(int rate) {}

  public void setAudioEncodingBitRate(int rate) {}

  public void setMaxDuration(int millis) {}

  public void setOutputFile(String path) {
    this.path = path;
  }

  public void prepare() throws IOException {
    // The order that the documentation of MediaRecorder demands.
    if (!steps.toString().equals("source format encoder ")) {
      throw new IllegalStateException(steps.toString());
    }
  }

  public void start() {
    if (PlayedPhone.microphoneInUse()) {
      throw new RuntimeException("start failed");
    }
    PlayedPhone.recording(true);
  }

  public void stop() {
    try {
      Files.write(new File(path).toPath(), PlayedPhone.voice());
    } catch (IOException e) {
      throw new RuntimeException(e);
    }
  }

  public void release() {
    PlayedPhone.recording(false);
  }

  public static final class AudioSource {
    public static final int MIC = 1;
  }

  public static final class OutputFormat {
    public static final int MPEG_4 = 2;
  }

  public static final class AudioEncoder {
    public static final int AAC = 3;
  }
}
