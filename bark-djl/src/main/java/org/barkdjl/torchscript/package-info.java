/**
 * Writing TorchScript archives: a program's text and the tensors bound to its attributes.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.torchscript;
