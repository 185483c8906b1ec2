import type { Facts } from "../../vocabulary/fact.ts";
import type { VariantScaling } from "../../vocabulary/scaling.ts";
import type { Step } from "./steps.ts";

/** Two to eight instances, by invocations of the variant and a schedule. */
export const scaling = {
  minimum: 2,
  maximum: 8,
  suspended: { in: false, out: false, scheduled: false },
  policies: [
    {
      name: "invocations",
      type: "TargetTrackingScaling",
      configuration: { TargetValue: 100, CustomizedMetricSpecification: metricOf("main") },
    },
  ],
  scheduled: [],
} as const satisfies VariantScaling;

/** The same for the challenger. */
export const challengersScaling = {
  ...scaling,
  policies: [
    {
      ...scaling.policies[0],
      configuration: { TargetValue: 100, CustomizedMetricSpecification: metricOf("version-2") },
    },
  ],
} as const satisfies VariantScaling;

function metricOf(variant: string) {
  return {
    MetricName: "InvocationsPerInstance",
    Dimensions: [
      { Name: "EndpointName", Value: "meadow-prod" },
      { Name: "VariantName", Value: variant },
    ],
  };
}

/** A variant of the endpoint is scaled so, or not at all. */
export function scaled(variant: string, how: VariantScaling | null = scaling): Step {
  return (model) => {
    if (how === null) delete model.scaling[variant];
    else model.scaling[variant] = how;
    return [];
  };
}

/** People watch the champion's variant. */
export function watched(...alarms: readonly string[]): Step {
  return (model) => {
    model.alarms.push(...alarms);
    return [];
  };
}

/** The variants have so many instances from now on. */
export function running(instances: NonNullable<NonNullable<Facts["endpoint"]>["instances"]>): Step {
  return (model) => {
    Object.assign(model.found, { instances });
    return [];
  };
}
