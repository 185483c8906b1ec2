import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import type { PlannedResource } from "@driftwheel/stacks/plan/resource.ts";
import * as z from "zod";

/** What a plan was when it was written, for programs: the next version's is compared with it. */
export const planPages = { forPeople: "driftwheel-plan.md", forPrograms: "driftwheel-plan.json" } as const;

const keptPlan = z.object({
  /** The version that wrote it. */
  driftwheel: z.string(),
  stage: z.string(),
  resources: z.array(
    z.object({ type: z.string(), name: z.string(), properties: z.record(z.string(), z.unknown()) }),
  ),
});

export type KeptPlan = z.infer<typeof keptPlan>;

export function keptPlanText(
  driftwheel: string,
  stage: string,
  resources: readonly PlannedResource[],
): string {
  const plain = resources.map(({ type, name, properties }) => ({ type, name, properties }));
  return `${JSON.stringify({ driftwheel, stage, resources: plain } satisfies KeptPlan, null, 1)}\n`;
}

/** @throws PersonError when none was kept, or it is none. */
export function readKeptPlan(folder: string): KeptPlan {
  const file = join(folder, planPages.forPrograms);
  if (!existsSync(file)) {
    throw new PersonError(
      `There is no ${planPages.forPrograms} here, which the version before leaves: it writes one with "npx driftwheel deploy:plan".`,
    );
  }
  try {
    return keptPlan.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new PersonError(
      `${planPages.forPrograms} is no plan. Take it back from git, or write it anew with "npx driftwheel deploy:plan".`,
      undefined,
      { cause: error },
    );
  }
}
