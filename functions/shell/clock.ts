import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";

export const clock: Clock = { now: () => new Date() };
