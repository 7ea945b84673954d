/**
 * Calling libtorch through DJL: a TorchScript program loaded as a model, and its methods.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.torch;
