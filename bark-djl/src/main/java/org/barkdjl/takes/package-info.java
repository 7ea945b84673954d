/**
 * Several takes of one text: what can be measured of each by its samples, and which to listen to
 * first.
 */
package org.barkdjl.takes;
