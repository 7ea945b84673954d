/**
 * What the two causal stages share: the loaded GPT, decoding in chunks with a key/value cache,
 * sampling parameters and random numbers.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.decode;
