/** Stage 4: codes to samples. */
package org.barkdjl.codec;
