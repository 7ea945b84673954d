/**
 * Files from a Hugging Face hub: found in its local cache, or downloaded so that they can be
 * resumed and are known to be whole. Knows nothing of models.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.hub;
