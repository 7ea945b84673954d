/**
 * The folder that Bark keeps between runs, and what has to be made ready in it before DJL is
 * loaded.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.home;
