package org.barkdjl.text;

import java.util.Optional;

/**
 * What one speaker of a dialogue says.
 *
 * @param speaker their name; empty for text before the first name
 * @param text the words
 */
record Turn(Optional<String> speaker, String text) {}
