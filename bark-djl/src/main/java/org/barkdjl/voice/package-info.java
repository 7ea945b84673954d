/** Voices (history prompts): reading and writing them as {@code .npz}, and finding them by name. */
package org.barkdjl.voice;
