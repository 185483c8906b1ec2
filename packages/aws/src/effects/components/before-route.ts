import type { SetRoute } from "@driftwheel/core/vocabulary/effect.ts";
import type { FoundRoute } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { raiseCopies } from "./copies.ts";
import { bringBackCopies, scaleChallenger } from "./copies-scaling.ts";

/**
 * What components need before callers are sent to them otherwise: copies, and what scales them.
 *
 * @param found what the route's parameter holds now
 * @returns what is told of a scaling that is somebody else's; null where there is nothing to tell
 */
export async function beforeRoute(effect: SetRoute, found: FoundRoute): Promise<string | null> {
  if (effect.apart.copies === "by share") await raiseCopies(effect, found);
  await bringBackCopies(effect, found);
  return await scaleChallenger(effect);
}
