/** From a prompt's text to the tokens that the semantic model reads. */
package org.barkdjl.text;
