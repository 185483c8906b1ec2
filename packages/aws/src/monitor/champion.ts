import { DescribeModelCommand } from "@aws-sdk/client-sagemaker";
import type { Served } from "@driftwheel/core/policy/batch/served.ts";
import { heaviestVariant } from "@driftwheel/core/vocabulary/state.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { findServed } from "../facts/batch/served.ts";
import { isNotFound } from "../failure.ts";

/** The variant of an endpoint that serves most. */
export interface Champion {
  readonly variant: string;
  /** ARN of the model package version that it was made from, or null. */
  readonly package: string | null;
  /**
   * When its model was made, milliseconds since 1970: what its variant answered before was another version's, whose name
   * it has taken over. Null where that is not known.
   */
  readonly since: number | null;
}

/** Null when nothing serves. */
export async function findChampion(serves: Served): Promise<Champion | null> {
  const champion = heaviestVariant((await findServed(serves)).variants);
  return champion
    ? { variant: champion.name, package: champion.package, since: await madeAt(champion.model) }
    : null;
}

/** Each rollout makes a model of its own. A team may make the same version's anew, which says nothing of who answered. */
async function madeAt(model: string | null): Promise<number | null> {
  if (!model?.startsWith("driftwheel-")) return null;
  try {
    const { CreationTime } = await sageMaker().send(new DescribeModelCommand({ ModelName: model }));
    return CreationTime?.getTime() ?? null;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
