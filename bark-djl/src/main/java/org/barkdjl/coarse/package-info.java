/** Stage 2: semantic tokens to codebooks 0 and 1. */
package org.barkdjl.coarse;
