/** The engine: {@link org.barkdjl.Bark} opens a model and generates audio from requests. */
package org.barkdjl;
