package org.barkdjl.model;

import java.nio.file.Path;

/**
 * A file of a model that is not as it was installed.
 *
 * @param file its place
 * @param problem what is wrong, in words
 */
public record Damage(Path file, String problem) {}
