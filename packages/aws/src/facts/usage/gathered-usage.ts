import type { RetrainingUsageFact, UsedInstances } from "@driftwheel/core/vocabulary/costs.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";
import { failure, isNotFound } from "../../failure.ts";

/** What is found of a retraining's jobs, one after the other. */
export class GatheredUsage {
  private readonly used: UsedInstances[] = [];
  private readonly unread: string[] = [];
  private readonly unknown: string[] = [];
  private region: string | null = null;

  /** @param arn of the job, which says where it ran */
  add(arn: string | undefined, uses: readonly UsedInstances[]): void {
    this.region ??= regionOf(arn);
    this.used.push(...uses);
  }

  runsStill(name: string): void {
    this.unread.push(`${name} has not ended`);
  }

  isUnknown(why: string): void {
    this.unknown.push(why);
  }

  /**
   * What a job's description tells. A cost that cannot be read must not keep anything else from being decided, so that a
   * failure is an answer here: it is asked again until the decider stops asking.
   *
   * @param name of the job
   * @param whenMissing what it means that there is no such job
   */
  async read(name: string, whenMissing: "nothing-ran" | "unknown", ask: () => Promise<void>): Promise<void> {
    try {
      await ask();
    } catch (error) {
      if (isMissing(error)) {
        if (whenMissing === "unknown") this.isUnknown(`there is no ${name} any more`);
        return;
      }
      const failed = failure(error, `reading ${name}`);
      // What is no answer of AWS is a defect, and is told as one.
      if (!(failed instanceof TransientError) && failed === error) throw error;
      this.unread.push(errorMessage(failed));
    }
  }

  get found(): Omit<RetrainingUsageFact, "of"> {
    const { region, used, unread, unknown } = this;
    return { region, used, unread, unknown };
  }
}

/** DescribeTrainingJob answers "Requested resource not found." */
function isMissing(error: unknown): boolean {
  return isNotFound(error) || (error instanceof Error && /requested resource not found/i.test(error.message));
}

/** `arn:aws:sagemaker:eu-west-1:...` -> `eu-west-1`; null for anything else. */
export function regionOf(arn: string | undefined): string | null {
  return /^arn:[^:]+:sagemaker:([a-z0-9-]+):/.exec(arn ?? "")?.[1] ?? null;
}

/** Seconds from one time to another, as AWS bills them: whole ones. */
export function secondsBetween(start: Date | undefined, end: Date | undefined): number {
  return start && end ? Math.max(0, Math.ceil((end.getTime() - start.getTime()) / 1_000)) : 0;
}
