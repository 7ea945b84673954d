/** {@code bark serve}. */
package org.barkdjl.app.serve;
