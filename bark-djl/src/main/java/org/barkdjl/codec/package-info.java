/**
 * Stage 4: codes to samples.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.codec;
