import type { Telling } from "../policy/telling.ts";

/** What holds for a fleet that says nothing about how alerts are told: the policy's own defaults. */
export const usualTelling: Telling = { storm: { above: 5, within: 600_000 } };
