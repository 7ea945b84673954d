package org.barkdjl.audio;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a format that {@code ffmpeg} codes. Its process lives as long as the writing. */
final class FfmpegWriter implements AudioWriter {
  private final Ffmpeg ffmpeg;
  private final FfmpegCodec codec;
  private final AudioTags tags;
  private final WavHeader header;

  FfmpegWriter(Ffmpeg ffmpeg, FfmpegCodec codec, int sampleRateHz, AudioTags tags) {
    this.ffmpeg = ffmpeg;
    this.codec = codec;
    this.tags = tags;
    header = new WavHeader(codec.input(), sampleRateHz, tags.info(codec.textLength()));
  }

  @Override
  public byte[] stream(OutputStream out, AudioSource source) throws IOException {
    Process process = ffmpeg.start(codec.arguments(tags), ProcessBuilder.Redirect.PIPE);
    try (FfmpegRun run = new FfmpegRun(process, out, FlacHead.BYTES)) {
      WavSink wav = WavSink.endless(run.input(), header);
      if (codec != FfmpegCodec.FLAC) {
        source.writeTo(wav);
        wav.finish();
        run.finish();
        return new byte[0];
      }
      FlacHead head = new FlacHead(wav);
      source.writeTo(head);
      wav.finish();
      return head.complete(run.finish());
    }
  }
}
