/** Serves an engine over HTTP: OpenAI's audio API, and what a page or an operator asks. */
package org.barkdjl.server;
