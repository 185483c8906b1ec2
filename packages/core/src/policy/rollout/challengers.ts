import { z } from "zod";
import { duration } from "../duration.ts";

/** How many versions are tried at once against one champion. */
export const challengers = z.strictObject({
  /** An endpoint has ten variants at most, and each challenger more makes all of them slower to judge. */
  atMost: z
    .int()
    .gte(2, "must be at least 2: leave challengers out to try one at a time")
    .lte(5, "must be at most 5"),
  /** For so long since the first of them was approved a trial waits for others, unless as many as are tried at once wait. */
  gatherFor: duration,
});
