/**
 * Reading and writing NumPy's array files, {@code .npy} and {@code .npz}.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.npy;
