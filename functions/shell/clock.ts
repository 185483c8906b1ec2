import type { Clock } from "@driftwheel/core/shell/ports.ts";

export const clock: Clock = { now: () => new Date() };
