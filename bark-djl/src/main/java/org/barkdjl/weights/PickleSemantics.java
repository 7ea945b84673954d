package org.barkdjl.weights;

import java.util.List;
import org.barkdjl.error.ModelException;

/**
 * What a {@link Pickle} does where Python would import, call or load something. Each method returns
 * an inert value or throws {@link ModelException}; none may take time or memory that grows with its
 * arguments, which a pickle can repeat at will.
 */
interface PickleSemantics {
  /** Stands for the named Python object. */
  Object global(String module, String name);

  /** Stands for the result of a call. */
  Object call(Object callable, List<?> arguments);

  /** Stands for an object kept outside of the pickle. */
  Object load(Object persistentId);

  /** Stands for an object after it was given a state. */
  Object build(Object target, Object state);
}
