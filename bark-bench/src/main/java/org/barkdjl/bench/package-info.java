/**
 * Measures this machine, then every stage of a model against it; and makes models of random weights
 * to measure with.
 */
package org.barkdjl.bench;
