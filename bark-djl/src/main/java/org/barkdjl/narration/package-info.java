/** Texts of any length: piece by piece in one voice, as one audio. */
package org.barkdjl.narration;
