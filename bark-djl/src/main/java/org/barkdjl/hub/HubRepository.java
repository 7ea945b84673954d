package org.barkdjl.hub;

import java.util.regex.Pattern;
import org.barkdjl.error.ModelException;

/**
 * A repository of models at a revision.
 *
 * @param id {@code owner/name}
 * @param revision a branch, tag or commit
 */
public record HubRepository(String id, String revision) {
  private static final Pattern ID = Pattern.compile("[\\w-][\\w.-]*/[\\w-][\\w.-]*");
  private static final Pattern REVISION = Pattern.compile("[\\w-][\\w./-]*");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  public HubRepository {
    if (!ID.matcher(id).matches()
        || !REVISION.matcher(revision).matches()
        || id.contains("..")
        || revision.contains("..")) {
      throw new ModelException(
          "\"%s@%s\" is no repository of a hub; expected owner/name or owner/name@revision."
              .formatted(id.replaceAll("\\p{Cntrl}", "?"), revision.replaceAll("\\p{Cntrl}", "?")));
    }
  }

  /** Reads {@code owner/name} or {@code owner/name@revision}; the default revision is main. */
  public static HubRepository parse(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? new HubRepository(text, "main")
        : new HubRepository(text.substring(0, at), text.substring(at + 1));
  }

  /** The same repository at a commit, which never changes. */
  HubRepository at(String commit) {
    return new HubRepository(id, commit);
  }

  static boolean isCommit(String text) {
    return COMMIT.matcher(text).matches();
  }

  @Override
  public String toString() {
    return id + "@" + revision;
  }
}
