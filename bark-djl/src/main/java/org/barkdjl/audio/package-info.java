/** Samples to and from sound files. */
package org.barkdjl.audio;
