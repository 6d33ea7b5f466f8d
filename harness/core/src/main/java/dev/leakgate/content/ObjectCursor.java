package dev.leakgate.content;

/** Passes over objects that are alike; an object per step, nothing allocated. */
public interface ObjectCursor {

    /** Moves to the next object; false when there is none. */
    boolean next();

    /** Returns where its bytes begin. */
    long address();

    /** Returns how many bytes it has. */
    long size();
}
