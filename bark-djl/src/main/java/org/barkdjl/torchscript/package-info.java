/** Writing TorchScript archives: a program's text and the tensors bound to its attributes. */
package org.barkdjl.torchscript;
