package org.barkdjl.model;

import java.util.Objects;

/**
 * Where a model comes from.
 *
 * @param name what users call it
 * @param source where the weights were found: {@code owner/repo@revision} of a Hub, or a path
 * @param licence of the weights
 */
public record Origin(String name, String source, String licence) {
  public Origin {
    Objects.requireNonNull(name);
    Objects.requireNonNull(source);
    Objects.requireNonNull(licence);
  }
}
