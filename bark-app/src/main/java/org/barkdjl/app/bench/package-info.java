/** {@code bark bench}: measures the engine on this machine. */
package org.barkdjl.app.bench;
