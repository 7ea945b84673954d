/**
 * Stage 1: text to semantic tokens.
 *
 * <p>Internal: may change without notice.
 */
package org.barkdjl.semantic;
