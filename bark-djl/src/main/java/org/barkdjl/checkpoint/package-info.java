/** Checkpoints of Bark as they are published: finding their files, their tensors and sizes. */
package org.barkdjl.checkpoint;
