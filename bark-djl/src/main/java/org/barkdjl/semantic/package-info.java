/** Stage 1: text to semantic tokens. */
package org.barkdjl.semantic;
