/**
 * What the two causal stages share: the loaded GPT, decoding in chunks with a key/value cache,
 * sampling parameters and random numbers.
 */
package org.barkdjl.decode;
