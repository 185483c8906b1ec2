import { z } from "zod";
import type { JobEnd } from "../../../context.ts";
import { type Scope, UnresolvedExpression } from "../../expressions/evaluate.ts";

/** What a job has found that goes against its baseline. */
export interface ViolationReport {
  readonly uri: string;
  /** For the step's FailureReason. */
  readonly reason: string;
}

const shown = 3;
/** The service shows the first 1,024 characters of a reason. */
const longest = 1024;

const text = z.union([z.string(), z.number(), z.boolean()]).nullish();

const document = z.object({
  violations: z.array(
    z.object({
      feature_name: text,
      metric_name: text,
      facet: text,
      facet_value: text,
      constraint_check_type: z.string(),
      description: z.string().nullish(),
    }),
  ),
});

/**
 * The report of a job that has ended well; null when its message names no violations.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-results.html
 */
export async function violationReport(
  end: JobEnd,
  output: string,
  scope: Scope,
): Promise<ViolationReport | null> {
  const { ExitMessage: message } = end.description;
  if (typeof message !== "string" || !message.startsWith("CompletedWithViolations")) return null;
  const uri = `${output}/constraint_violations.json`;
  return { uri, reason: `ClientError: ${await reasonOf(uri, scope)}`.slice(0, longest) };
}

async function reasonOf(uri: string, scope: Scope): Promise<string> {
  try {
    const read = document.safeParse(await scope.json(uri));
    if (!read.success)
      return `The check has found violations; ${uri}, which names them, is not of the known form.`;
    const { violations } = read.data;
    const more = violations.length - shown;
    const lines = violations
      .slice(0, shown)
      .map(
        (violation) =>
          `${subjectOf(violation)} ${violation.constraint_check_type}: ${violation.description ?? ""}`,
      );
    return `The check has found ${violations.length} ${violations.length === 1 ? "violation" : "violations"} of the baseline, which ${uri} has: ${lines.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
  } catch (error) {
    if (!(error instanceof UnresolvedExpression)) throw error;
    return `The check has found violations; ${error.message}`;
  }
}

function subjectOf({
  feature_name: feature,
  metric_name: metric,
  facet,
  facet_value: value,
}: z.infer<typeof document>["violations"][number]): string {
  const group = facet === undefined || facet === null ? null : `${facet}=${value}`;
  return [feature, metric, group].filter((part) => part !== undefined && part !== null).join(" ");
}
