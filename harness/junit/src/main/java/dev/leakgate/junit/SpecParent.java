package dev.leakgate.junit;

import java.util.List;

/** Has checks of spec files as children. */
sealed interface SpecParent permits CheckClassDescriptor, SpecFileDescriptor {

    /** Returns all that it could have. */
    List<FoundSpec> specs();

    /** Returns what results are filed under: the class, or the file. */
    String carrier();

    /** Returns what messages call that. */
    String carrierName();
}
