/** {@code bark replay}: a recorded run of the original, made again and compared. */
package org.barkdjl.app.replay;
