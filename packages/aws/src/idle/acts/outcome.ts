import type { ActOutcome } from "@driftwheel/core/idle/ports.ts";

export function done(answer: string): ActOutcome {
  return { outcome: "done", answer };
}

export function spared(why: string): ActOutcome {
  return { outcome: "spared", why };
}
