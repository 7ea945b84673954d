package org.barkdjl.checkpoint;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.barkdjl.error.ModelException;
import org.barkdjl.io.LfsPointer;

/** Reads a JSON object from a file of someone else's. */
public final class JsonFile {
  /** Far above any configuration, index or list of voices. */
  private static final long MAX_BYTES = 4 << 20;

  private JsonFile() {}

  /**
   * The object's members: numbers are Double, objects Map, arrays List.
   *
   * @throws ModelException naming the file if it is not a JSON object
   */
  public static Map<?, ?> read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new ModelException(file + " is too large to be a configuration.");
    }
    if (LfsPointer.is(file)) {
      throw new ModelException(file + " " + LfsPointer.PROBLEM + ".");
    }
    try {
      Map<?, ?> json = new Gson().fromJson(Files.readString(file), Map.class);
      if (json == null) {
        throw new ModelException(file + " is empty.");
      }
      return json;
    } catch (JsonParseException | CharacterCodingException e) {
      throw new ModelException(file + " is not a JSON object in UTF-8; get it again.", e);
    } catch (StackOverflowError e) { // Gson descends into nested values without a limit
      throw new ModelException(file + " nests its values too deeply.", e);
    }
  }
}
