/** A page to listen by: one file beside the audio, without a server. */
package org.barkdjl.app.listening;
