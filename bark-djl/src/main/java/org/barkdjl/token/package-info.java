/**
 * The numbers that all models of Bark share.
 *
 * <p>Internal: programs see tokens in results and voices.
 */
package org.barkdjl.token;
