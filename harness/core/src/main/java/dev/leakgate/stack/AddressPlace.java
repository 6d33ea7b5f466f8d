package dev.leakgate.stack;

/**
 * Holds the mapping that an address lies in.
 *
 * @param region what it is used for
 * @param start its lowest address
 * @param end the address behind its last
 */
public record AddressPlace(String region, long start, long end) {}
