/**
 * How a text is said where that is not how it is written: a lexicon of one's own, and numbers,
 * dates, times, amounts and abbreviations in words.
 */
package org.barkdjl.spelling;
