package org.barkdjl.coarse;

import java.util.Optional;
import org.barkdjl.decode.Uniforms;
import org.barkdjl.voice.Voice;

/**
 * What the coarse stage makes codes of.
 *
 * @param semantic tokens 0 to 9999, one at least
 * @param voice the voice to go on with
 * @param options how to draw and how far to look back
 * @param uniforms a number for each token
 */
public record CoarseInput(
    int[] semantic, Optional<Voice> voice, CoarseOptions options, Uniforms uniforms) {}
