package org.barkdjl.weights;

/**
 * A storage that a pickle refers to: entry {@code data/key} of the archive, said to hold so many
 * elements.
 */
record TorchStorage(ElementType type, String key, long elements) {}
