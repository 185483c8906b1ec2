import type { ConditionStep } from "../definition/step.ts";
import { allHold } from "../expressions/conditions.ts";
import { UnresolvedExpression } from "../expressions/evaluate.ts";
import { StepRefused } from "./job-step.ts";
import { atOnce, type StepEnvironment, type StepWork } from "./step-work.ts";

/** Decides which branch is taken; later steps see the outcome as a truth value. */
export async function decideCondition(step: ConditionStep, environment: StepEnvironment): Promise<StepWork> {
  const outcome = await decide(step, environment);
  const metadata = { Condition: { Outcome: outcome ? "True" : "False" } };
  return atOnce(metadata, { status: "Succeeded", properties: { Outcome: outcome } });
}

async function decide(step: ConditionStep, { scope }: StepEnvironment): Promise<boolean> {
  try {
    return await allHold(step.Arguments.Conditions, scope);
  } catch (error) {
    if (error instanceof UnresolvedExpression) throw new StepRefused(`ClientError: ${error.message}`);
    throw error;
  }
}
