import type { Context } from "@driftwheel/cli/context/context.ts";
import { messageOf, PersonError } from "@driftwheel/cli/context/errors.ts";
import type { Plan } from "@driftwheel/stacks/plan/plan.ts";
import { planned } from "@driftwheel/stacks/plan/planned.ts";

/**
 * What a deployment of this folder would be.
 *
 * @throws PersonError saying what is wrong with fleet or settings, or that SST's platform is not installed.
 */
export async function planHere({ directory }: Pick<Context, "directory">): Promise<Plan> {
  try {
    return await planned(directory);
  } catch (error) {
    throw new PersonError(messageOf(error), undefined, { cause: error });
  }
}
