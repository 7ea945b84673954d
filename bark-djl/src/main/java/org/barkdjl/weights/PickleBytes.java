package org.barkdjl.weights;

/** A Python byte string; each character is a byte. */
record PickleBytes(String latin1) {}
