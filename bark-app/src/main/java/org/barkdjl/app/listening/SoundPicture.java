package org.barkdjl.app.listening;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.barkdjl.audio.Spectrum;

/** What a sound looks like: its waveform, and which frequencies are in it when. */
public final class SoundPicture {
  /** Columns of both. */
  static final int WIDTH = 240;

  /** Rows of each. */
  static final int HEIGHT = 48;

  private static final int SHADES = 16;
  private static final double SOFTEST_DB = -85;
  private static final double LOUDEST_DB = -25;
  private static final double LOWEST_HZ = 60;
  private static final double HIGHEST_HZ = 10_000;

  private final float[] samples;
  private final int sampleRateHz;

  /**
   * @param samples mono, in -1..1
   */
  public SoundPicture(float[] samples, int sampleRateHz) {
    this.samples = samples;
    this.sampleRateHz = sampleRateHz;
  }

  /** Both as one PNG on white, three times as large. */
  public byte[] png() {
    int scale = 3;
    int height = scale * HEIGHT;
    BufferedImage image =
        new BufferedImage(scale * WIDTH, 2 * height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setColor(Color.DARK_GRAY);
    for (int x = 0; x < WIDTH; x++) {
      int half = Math.round(peak(x) * (height / 2 - 1));
      graphics.fillRect(scale * x, height / 2 - half, scale, 2 * half + 1);
    }
    BufferedImage small =
        new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, shades());
    draw(small);
    graphics.drawImage(small, 0, height, scale * WIDTH, height, null);
    graphics.dispose();
    return png(image);
  }

  /** The outline of the samples as the path of an SVG, {@value #WIDTH} wide. */
  String waveform() {
    int middle = HEIGHT / 2;
    StringBuilder upper = new StringBuilder("M0 " + middle);
    StringBuilder lower = new StringBuilder();
    for (int x = 0; x < WIDTH; x++) {
      int height = Math.round(peak(x) * (middle - 1));
      upper.append('L').append(x).append(' ').append(middle - height);
      lower.insert(0, "L" + x + " " + (middle + height));
    }
    return upper.append(lower).append('Z').toString();
  }

  /**
   * The spectrogram as a PNG: black, the less transparent the louder; low frequencies at the
   * bottom, an octave as high as another.
   */
  byte[] spectrogram() {
    BufferedImage image =
        new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, shades());
    draw(image);
    return png(image);
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    // In memory, as ImageIO's usual stream makes a temporary file.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this Java writes no PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  private void draw(BufferedImage image) {
    Spectrum spectrum = new Spectrum(1024);
    double highest = Math.min(HIGHEST_HZ, sampleRateHz / 2.0);
    int[] bins = new int[HEIGHT + 1];
    for (int row = 0; row <= HEIGHT; row++) {
      double hertz = LOWEST_HZ * Math.pow(highest / LOWEST_HZ, (double) row / HEIGHT);
      bins[row] = (int) (hertz * spectrum.size() / sampleRateHz);
    }
    for (int x = 0; x < WIDTH; x++) {
      int centre = (start(x) + start(x + 1)) / 2;
      double[] power = spectrum.power(samples, centre - spectrum.size() / 2);
      for (int row = 0; row < HEIGHT; row++) {
        double most = 0;
        for (int bin = bins[row]; bin <= Math.max(bins[row], bins[row + 1] - 1); bin++) {
          most = Math.max(most, power[Math.min(bin, power.length - 1)]);
        }
        image.getRaster().setSample(x, HEIGHT - 1 - row, 0, shade(most));
      }
    }
  }

  private static int shade(double power) {
    double decibels = 10 * Math.log10(power + 1e-20);
    double share = (decibels - SOFTEST_DB) / (LOUDEST_DB - SOFTEST_DB);
    return (int) Math.round(Math.max(0, Math.min(1, share)) * (SHADES - 1));
  }

  private static IndexColorModel shades() {
    byte[] black = new byte[SHADES];
    byte[] alpha = new byte[SHADES];
    for (int shade = 0; shade < SHADES; shade++) {
      alpha[shade] = (byte) (shade * 255 / (SHADES - 1));
    }
    return new IndexColorModel(4, SHADES, black, black, black, alpha);
  }

  /** The largest absolute value in a column, 1 at most. */
  private float peak(int column) {
    float peak = 0;
    for (int i = start(column); i < start(column + 1); i++) {
      peak = Math.max(peak, Math.abs(samples[i]));
    }
    return Math.min(1, peak);
  }

  private int start(int column) {
    return (int) ((long) samples.length * column / WIDTH);
  }
}
