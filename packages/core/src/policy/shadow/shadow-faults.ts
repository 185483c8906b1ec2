import { inWords } from "../../words/duration.ts";
import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { Section } from "../rules/section.ts";
import { answerPlace } from "./answer-place.ts";

const hour = 3_600_000;

/** What cannot work of a trial as a shadow. */
export function shadowFaults(policy: ModelPolicy, section: Section): readonly Fault[] {
  const { shadow } = policy.rollout;
  if (!shadow) return [];
  if (policy.serving !== "real time") {
    return [
      section.fault(
        ["rollout", "shadow"],
        // https://docs.aws.amazon.com/sagemaker/latest/dg/shadow-tests-exclusions.html
        `SageMaker's shadow tests exclude what is served otherwise than in real time, and serving is "${policy.serving}"`,
        { remedy: "leave it out" },
      ),
    ];
  }
  return [
    ...answerFaults(policy, shadow, section),
    ...durationFaults(policy, shadow, section),
    ...(shadow.onAgreement === "promote" ? promotionFaults(policy, shadow, section) : []),
  ];
}

type Shadow = NonNullable<ModelPolicy["rollout"]["shadow"]>;

/** Whose answers are compared, and how. */
function answerFaults({ quality }: ModelPolicy, shadow: Shadow, section: Section): readonly Fault[] {
  const { at, within } = shadow.agreement;
  if (answerPlace(shadow, quality) === null) {
    return [
      section.fault(
        ["rollout", "shadow", "agreement", "at"],
        "is needed to know where the answers stand that are compared: quality.prediction does not say it",
        { remedy: 'write at: 0 for the first column, or a path such as at: "predictions.0.label"' },
      ),
    ];
  }
  if (at !== undefined || !quality) return [];
  if (quality.problem === "regression" && within === undefined) {
    return [
      section.fault(
        ["rollout", "shadow", "agreement", "within"],
        "is needed for a regression: two models hardly ever give the very same number",
        { remedy: "write within: 0.5, in the answers' unit" },
      ),
    ];
  }
  if (quality.problem !== "regression" && within !== undefined) {
    return [
      section.fault(
        ["rollout", "shadow", "agreement", "within"],
        `does not go with quality.problem ("${quality.problem}"): classes are the same or not`,
        { remedy: "leave it out" },
      ),
    ];
  }
  return [];
}

function durationFaults({ rollout, drift }: ModelPolicy, shadow: Shadow, section: Section): readonly Fault[] {
  const { lookEvery, period, metricLag } = rollout;
  const look = Math.max(lookEvery + period + metricLag, lookEvery + drift.lag);
  if (shadow.for >= look) return [];
  return [
    section.fault(
      ["rollout", "shadow", "for"],
      `must leave a look with captured answers (lookEvery and what arrives late, ${inWords(look)}): nothing would be known of it`,
      { remedy: `write for: "${inWords(10 * look)}"` },
    ),
  ];
}

/** What a promotion without any traffic needs. */
function promotionFaults(
  { rollout, quality, drift }: ModelPolicy,
  shadow: Shadow,
  section: Section,
): readonly Fault[] {
  const faults: Fault[] = [];
  const needs = (problem: string) =>
    faults.push(section.fault(["rollout", "shadow", "onAgreement"], problem, { remedy: 'write "ramp"' }));
  if (!quality) {
    needs("needs quality with its ground truth: without labels nothing shows that it may serve");
  }
  if (rollout.bake?.keepWarm) {
    needs(
      "does not go with bake.keepWarm: a shadow that is promoted replaces the old variant, which cannot stay",
    );
  }
  if (rollout.outcomes.value) {
    needs(
      "does not go with outcomes.value: of a shadow's answers it is known whether they were right, and no value",
    );
  }
  const least = (rollout.atLeast ?? 0) + drift.lag + rollout.lookEvery;
  if (rollout.atLeast !== undefined && shadow.for < least) {
    faults.push(
      section.fault(
        ["rollout", "shadow", "for"],
        `must be longer than rollout.atLeast (${inWords(rollout.atLeast)}) with a look at answers of all of it: a shadow is not promoted before`,
        { remedy: `write for: "${inWords(hour * Math.ceil(least / hour))}"` },
      ),
    );
  }
  return faults;
}
