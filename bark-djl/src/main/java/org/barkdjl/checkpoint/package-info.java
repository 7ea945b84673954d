/**
 * Checkpoints of Bark as they are published: finding their files, their tensors and sizes.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.checkpoint;
