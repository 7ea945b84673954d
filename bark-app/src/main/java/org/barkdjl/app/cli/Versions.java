package org.barkdjl.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * Versions that the build has written into the jar.
 *
 * @param bark of this program
 * @param djl of Deep Java Library
 */
public record Versions(String bark, String djl) {
  public static Versions read() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    }
    return new Versions(properties.getProperty("bark"), properties.getProperty("djl"));
  }

  /** What sound files name as the program that made them. */
  public String software() {
    return "bark-djl " + bark;
  }
}
