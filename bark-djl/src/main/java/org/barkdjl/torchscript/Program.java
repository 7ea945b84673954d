package org.barkdjl.torchscript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The TorchScript programs of the models module, by file name. */
public enum Program {
  GPT("gpt.py"),
  FINE("fine.py"),
  SLOTS("slots.py"),
  CODEC("codec.py"),
  SAMPLING("sampling.py"),
  LINEAR_PLAIN("linear_plain.py"),
  LINEAR_FP16("linear_fp16.py"),
  LINEAR_INT8("linear_int8.py");

  private static final String FOLDER = "/org/barkdjl/models/programs/";

  private final String file;

  Program(String file) {
    this.file = file;
  }

  /** Changes whenever the code of a program does; comments and blank lines are no code. */
  public static String version() {
    return new ProgramText(List.of(values())).version();
  }

  /** Methods of a class, indented by two blanks. */
  String source() {
    try (InputStream in = Program.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("The bark-models jar lacks " + FOLDER + file + ".");
      }
      return new String(in.readAllBytes(), UTF_8) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
