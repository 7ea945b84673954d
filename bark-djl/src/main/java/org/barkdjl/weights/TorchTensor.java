package org.barkdjl.weights;

import java.util.List;

/** A tensor as a pickle describes it, unchecked: offset and strides count elements. */
record TorchTensor(TorchStorage storage, long offset, List<Long> shape, List<Long> strides) {}
