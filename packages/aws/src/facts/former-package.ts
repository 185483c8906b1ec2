import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import type { FormerPackageFact } from "@driftwheel/core/vocabulary/fact.ts";
import { describePackage } from "./model-package.ts";

/** Whether the package is still in the registry, and what it says of it. */
export async function findFormerPackage(arn: string): Promise<FormerPackageFact> {
  try {
    const { ModelApprovalStatus } = await describePackage(arn);
    return { exists: true, approval: ModelApprovalStatus ?? null };
  } catch (error) {
    if (error instanceof BadInput) return { exists: false, approval: null };
    throw error;
  }
}
