/** {@code bark say}: a text to a sound file. */
package org.barkdjl.app.say;
