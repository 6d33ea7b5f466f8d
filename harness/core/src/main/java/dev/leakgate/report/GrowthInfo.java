package dev.leakgate.report;

/** Holds a growth and its 95 % interval, in bytes per request. */
public record GrowthInfo(double value, double low, double high) {}
