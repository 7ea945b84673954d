/** Stage 3: codebooks 2 to 7. */
package org.barkdjl.fine;
