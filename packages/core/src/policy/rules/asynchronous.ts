import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { Section } from "./section.ts";

/** What does not go with topics of an asynchronous endpoint, and what they need. */
export function asynchronousFaults(
  { serving, asynchronous, drift }: ModelPolicy,
  section: Section,
): readonly Fault[] {
  if (asynchronous === undefined) return [];
  if (serving !== "asynchronous") {
    const how = serving === "serverless" ? serving : `in ${serving}`;
    return [
      section.fault(
        ["asynchronous"],
        `is of a model whose endpoint queues requests; this one is served ${how}`,
        {
          remedy: 'leave it out, or write serving: "asynchronous"',
        },
      ),
    ];
  }
  const { inputs, outputs } = asynchronous;
  if (inputs === undefined && outputs === undefined) return [];
  const lacks = inputs === undefined ? "inputs" : outputs === undefined ? "outputs" : null;
  if (lacks !== null) {
    return [
      section.fault(
        ["asynchronous", lacks],
        "is missing: a prediction is logged from what was asked and what was answered",
      ),
    ];
  }
  if (drift.predictionLog !== undefined) return [];
  return [
    section.fault(
      ["drift", "predictionLog"],
      "is missing: asynchronous.inputs and asynchronous.outputs are read to fill it",
    ),
  ];
}
