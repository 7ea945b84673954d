/**
 * Stage 2: semantic tokens to codebooks 0 and 1.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.coarse;
