/**
 * Putting whole files, or none, under their final names.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.io;
