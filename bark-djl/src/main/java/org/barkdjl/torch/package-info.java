/** Calling libtorch through DJL: a TorchScript program loaded as a model, and its methods. */
package org.barkdjl.torch;
