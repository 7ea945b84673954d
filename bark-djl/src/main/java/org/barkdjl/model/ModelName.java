package org.barkdjl.model;

import java.util.regex.Pattern;
import org.barkdjl.error.ModelException;
import org.barkdjl.error.Problem;

/** What installed models may be called: names that are folders' names on every system. */
final class ModelName {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private ModelName() {}

  static boolean isAllowed(String name) {
    return ALLOWED.matcher(name).matches() && !name.endsWith(".");
  }

  /** Throws a ModelException if a model cannot be installed under the name. */
  static void require(String name) {
    if (name.equals(ModelStore.EMBEDDED)) {
      throw new ModelException(
          Problem.MODEL_NAME_TAKEN, "The name %s is the embedded model's.".formatted(name));
    }
    if (!isAllowed(name)) {
      throw new ModelException(
          "A model cannot be called \"%s\": letters, digits, '.', '_' and '-' are allowed, up to 64, a letter or digit first."
              .formatted(name.replaceAll("\\p{Cntrl}", "?")));
    }
  }
}
