/**
 * How long a test waits for what comes: five minutes, in milliseconds. What a busy machine does late is no fault, so the
 * limit is for what never comes; how quick things are is told by benchmarks.
 */
export const longestWait = 300_000;
