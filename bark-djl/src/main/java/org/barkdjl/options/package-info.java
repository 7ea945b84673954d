/**
 * What can be said about how to speak and how to run, by name and value: on a command line, in a
 * file of defaults, in a manifest, in a request.
 */
package org.barkdjl.options;
