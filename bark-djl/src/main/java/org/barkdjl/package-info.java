/**
 * The engine: {@link org.barkdjl.Bark} opens a model and generates audio from requests.
 *
 * <p>Programs may rely on this package and on those whose description does not call them internal,
 * and on the types of other packages that these name.
 */
package org.barkdjl;
