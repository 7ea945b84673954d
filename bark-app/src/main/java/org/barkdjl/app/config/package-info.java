/** Defaults of the user's own: files and variables. */
package org.barkdjl.app.config;
