package org.barkdjl.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Samples that another source makes, at another speed: they go through an ffmpeg as floats. */
record PacedSource(Ffmpeg ffmpeg, AudioSource source, int sampleRateHz, double tempo)
    implements AudioSource {
  /** What ffmpeg's filter changes without a loss takes twice as long, or half as long. */
  private static final double MOST_AT_ONCE = 2;

  @Override
  public void writeTo(AudioSink sink) throws IOException {
    String rate = Integer.toString(sampleRateHz);
    List<String> arguments =
        List.of(
            "-hide_banner",
            "-nostats",
            "-loglevel",
            "error",
            "-f",
            "f32le",
            "-ar",
            rate,
            "-ac",
            "1",
            "-i",
            "pipe:0",
            "-af",
            filters(),
            "-f",
            "f32le",
            "-ar",
            rate,
            "-ac",
            "1",
            "pipe:1");
    Process process = ffmpeg.start(arguments, ProcessBuilder.Redirect.PIPE);
    try (FfmpegRun run = new FfmpegRun(process, new Floats(sink), Float.BYTES)) {
      OutputStream in = run.input();
      source.writeTo(
          samples -> {
            ByteBuffer bytes =
                ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(samples);
            in.write(bytes.array());
            in.flush();
          });
      run.finish();
    }
  }

  private String filters() {
    double step = Math.sqrt(tempo);
    boolean atOnce = tempo <= MOST_AT_ONCE && tempo >= 1 / MOST_AT_ONCE;
    return atOnce ? "atempo=" + tempo : "atempo=" + step + ",atempo=" + step;
  }

  /** Gives floats to a sink, of whose bytes any number may come at once. */
  private static final class Floats extends OutputStream {
    private final AudioSink sink;
    private byte[] rest = new byte[0];

    Floats(AudioSink sink) {
      this.sink = sink;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer all = ByteBuffer.allocate(rest.length + length).order(ByteOrder.LITTLE_ENDIAN);
      all.put(rest).put(bytes, offset, length).flip();
      float[] samples = new float[all.remaining() / Float.BYTES];
      all.asFloatBuffer().get(samples);
      all.position(samples.length * Float.BYTES);
      rest = new byte[all.remaining()];
      all.get(rest);
      if (samples.length > 0) {
        sink.write(samples);
      }
    }
  }
}
