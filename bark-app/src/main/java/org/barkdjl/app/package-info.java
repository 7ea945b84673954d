/** The {@code bark} command: options in, requests to the engine out. */
package org.barkdjl.app;
