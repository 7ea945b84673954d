/** Reading and writing NumPy's array files, {@code .npy} and {@code .npz}. */
package org.barkdjl.npy;
