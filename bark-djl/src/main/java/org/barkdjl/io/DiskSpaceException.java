package org.barkdjl.io;

import java.io.IOException;

/** A disk has too little room for what is to be written. */
public final class DiskSpaceException extends IOException {
  DiskSpaceException(String message) {
    super(message);
  }
}
