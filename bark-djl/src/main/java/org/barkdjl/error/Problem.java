package org.barkdjl.error;

/**
 * What stands behind a failure, where a program can do more about it than show its message: the
 * command line names the commands that help.
 */
public enum Problem {
  /** No model of that name is installed. */
  UNKNOWN_MODEL,
  /** A model of that name is installed already, or the name is the embedded model's. */
  MODEL_NAME_TAKEN,
  /** The hub cannot be reached, or may not be asked. */
  NO_HUB,
  /** CUDA was asked for and cannot be used. */
  NO_CUDA,
  /** A GPU is there, but the libtorch for it is not installed. */
  NO_CUDA_LIBTORCH,
  /** The memory of a device does not suffice. */
  OUT_OF_MEMORY,
  /** A device failed, and this process cannot use it any more. */
  DEVICE_LOST,
  /** There is no voice of that name. */
  UNKNOWN_VOICE,
  /** The cache folder cannot be written. */
  CACHE_NOT_WRITABLE,
  /** What a model computes is no audio: it is damaged, or its precision does not suffice. */
  NOT_FINITE
}
