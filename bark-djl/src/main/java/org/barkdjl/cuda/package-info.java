/**
 * The libtorch for CUDA: fetched from a Maven repository, kept beside the other natives, taken
 * where a GPU fits.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.cuda;
