package org.barkdjl.narration;

import java.time.Duration;
import org.barkdjl.text.SpeechPart.Piece;

/**
 * A piece of a narration, and where it is heard.
 *
 * @param piece what was said, and by whom
 * @param seed the seed it was made with
 * @param start from the beginning of the audio
 * @param end where its audio ends
 * @param cut whether the speech was cut before it came to its end, so that words may lack
 */
public record SpokenPiece(Piece piece, long seed, Duration start, Duration end, boolean cut) {}
