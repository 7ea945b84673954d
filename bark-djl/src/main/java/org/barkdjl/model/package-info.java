/** Model packages: checkpoints, TorchScript archives, manifests and the store. */
package org.barkdjl.model;
