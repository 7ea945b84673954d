/**
 * Stage 3: codebooks 2 to 7.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.fine;
