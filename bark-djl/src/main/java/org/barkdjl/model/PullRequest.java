package org.barkdjl.model;

import java.util.Set;
import org.barkdjl.device.Precision;
import org.barkdjl.hub.HubRepository;

/**
 * A model to install from a hub.
 *
 * @param repository where it lies
 * @param name what it will be called
 * @param precisions definite ones, one at least
 * @param keepDownload whether the downloaded files stay, for another installation
 * @param replace whether an installed model of that name gives way
 */
public record PullRequest(
    HubRepository repository,
    String name,
    Set<Precision> precisions,
    boolean keepDownload,
    boolean replace) {
  /** Suno's Barks by the names that users call them. */
  private static final String SMALL = "small";

  private static final String LARGE = "large";

  public PullRequest {
    precisions = Set.copyOf(precisions);
  }

  /** Whether a name alone says where the model lies: {@code small} or {@code large}. */
  static boolean isKnown(String name) {
    return name.equals(SMALL) || name.equals(LARGE);
  }

  /** The repository of {@code small}, {@code large}, or {@code owner/name[@revision]}. */
  public static HubRepository repository(String text) {
    return switch (text) {
      case SMALL -> HubRepository.parse("suno/bark-small");
      case LARGE -> HubRepository.parse("suno/bark");
      default -> HubRepository.parse(text);
    };
  }

  /** The name of a model where none is given: {@code small} or the repository's. */
  public static String defaultName(String text) {
    return text.replaceFirst("@.*", "").replaceFirst(".*/", "");
  }
}
