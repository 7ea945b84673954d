/** {@code bark models} and {@code bark voices}: what is installed, and installing more. */
package org.barkdjl.app.models;
