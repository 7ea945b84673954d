/** The engine as a transformer of Spark ML: texts in, audio out, on many machines. */
package org.barkdjl.spark;
