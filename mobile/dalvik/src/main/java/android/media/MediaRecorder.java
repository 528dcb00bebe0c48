package android.media;

import java.io.IOException;

/** Signatures of Android that are used here, to compile where there is no SDK. */
public class MediaRecorder {
  public void setAudioSource(int source) {}

  public void setOutputFormat(int format) {}

  public void setAudioEncoder(int encoder) {}

  public void setAudioChannels(int channels) {}

  public void setAudioSamplingRate(int rate) {}

  public void setAudioEncodingBitRate(int rate) {}

  public void setMaxDuration(int millis) {}

  public void setOutputFile(String path) {}

  public void prepare() throws IOException {}

  public void start() {}

  public void stop() {}

  public void release() {}

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
