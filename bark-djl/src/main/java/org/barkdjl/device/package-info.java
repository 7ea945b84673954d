/** Choosing a device, and the precision and chunk size on it. */
package org.barkdjl.device;
