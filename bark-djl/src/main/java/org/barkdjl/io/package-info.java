/** Putting whole files, or none, under their final names. */
package org.barkdjl.io;
