/** What can go wrong, by whose fault. */
package org.barkdjl.error;
