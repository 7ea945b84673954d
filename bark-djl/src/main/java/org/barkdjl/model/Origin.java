package org.barkdjl.model;

/**
 * Where a model comes from.
 *
 * @param name what users call it
 * @param source where the weights were found
 * @param licence of the weights
 */
record Origin(String name, String source, String licence) {}
