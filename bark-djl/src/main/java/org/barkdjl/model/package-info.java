/** Model packages: installing, pulling and finding them; manifests and the store. */
package org.barkdjl.model;
