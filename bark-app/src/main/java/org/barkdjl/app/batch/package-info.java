/**
 * Many texts in one run: reading manifests, what is done and what is still to do, the run itself.
 * Knows the engine's requests, but not the command line.
 */
package org.barkdjl.app.batch;
