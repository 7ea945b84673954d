/**
 * Reads checkpoints as they are published, {@code torch.save} zip archives and safetensors, without
 * executing anything in them and without holding a model in memory. Knows no stage and no tensor
 * name.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.weights;
