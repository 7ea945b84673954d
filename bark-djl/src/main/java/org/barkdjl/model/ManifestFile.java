package org.barkdjl.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.barkdjl.error.InputException;
import org.barkdjl.error.ModelException;
import org.barkdjl.io.AtomicFile;

/** Reads and writes a package's {@code model.json}. */
final class ManifestFile {
  static final String NAME = "model.json";

  /** Far above any manifest. */
  private static final long MAX_BYTES = 1 << 20;

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private ManifestFile() {}

  static Manifest read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    Manifest manifest;
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw noModel(folder);
      }
      if (attributes.size() > MAX_BYTES) {
        throw new ModelException(file + " is too large to be a manifest; remove the model.");
      }
      manifest = GSON.fromJson(Files.readString(file), Manifest.class);
    } catch (ModelException e) {
      throw e;
    } catch (CharacterCodingException | RuntimeException | StackOverflowError e) {
      // Gson wraps what a record's constructor throws, and descends without a limit.
      throw new ModelException(file + " is not a manifest of a model; install it again.", e);
    } catch (NoSuchFileException e) {
      throw noModel(folder);
    } catch (IOException e) {
      throw InputException.unreadable("the model's " + file, e);
    }
    if (manifest == null) {
      throw new ModelException(file + " is empty; install it again.");
    }
    if (manifest.format() != Manifest.FORMAT) {
      throw new ModelException(
          file + " is of another version of bark-djl; remove the model and install it again.");
    }
    return manifest;
  }

  private static ModelException noModel(Path folder) {
    return new ModelException(folder + " is not a model: it holds no " + NAME + ".");
  }

  /** Replaces it at once. */
  static void replace(Path folder, Manifest manifest) throws IOException {
    byte[] json = json(manifest).getBytes(UTF_8);
    AtomicFile.write(folder.resolve(NAME), out -> out.write(json));
  }

  static void write(Path folder, Manifest manifest) throws IOException {
    Files.writeString(folder.resolve(NAME), json(manifest), UTF_8);
  }

  private static String json(Manifest manifest) {
    return GSON.toJson(manifest) + "\n";
  }
}
