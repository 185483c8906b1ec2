/** A policy by which a variant is scaled, in the service's own fields, to be given to another variant as it is. */
interface ScalingPolicy {
  readonly name: string;
  /** `TargetTrackingScaling` or `StepScaling`. */
  readonly type: string;
  readonly configuration: Readonly<Record<string, unknown>>;
}

interface ScheduledScaling {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: string | null;
  /** ISO 8601 UTC. */
  readonly start: string | null;
  readonly end: string | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
}

/** How the number of a variant's instances follows its traffic. */
export interface VariantScaling {
  readonly minimum: number;
  readonly maximum: number;
  readonly suspended: { readonly in: boolean; readonly out: boolean; readonly scheduled: boolean };
  readonly policies: readonly ScalingPolicy[];
  readonly scheduled: readonly ScheduledScaling[];
}

/** What a variant's scaling is to be. */
export interface ScalingChange {
  readonly variant: string;
  /** Null to take it off. */
  readonly scaling: VariantScaling | null;
  /** What it is before, which nobody may have changed meanwhile; null when nothing of value is lost with it. */
  readonly before: VariantScaling | null;
}

/** True when both say the same, whatever the order of their fields; a schedule moves the limits by itself. */
export function isSameScaling(one: VariantScaling | null, other: VariantScaling | null): boolean {
  if (one === null || other === null) return one === other;
  return ordered(comparable(one)) === ordered(comparable(other));
}

function comparable({ minimum, maximum, scheduled, ...rest }: VariantScaling): unknown {
  return scheduled.length > 0 ? { ...rest, scheduled } : { ...rest, minimum, maximum };
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) =>
    isObject(field)
      ? Object.fromEntries(Object.entries(field).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : field,
  );
}

/**
 * The scaling of one variant or inference component for another: a metric of its own in a policy becomes the other's.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_CustomizedMetricSpecification.html
 */
export function scalingFor(scaling: VariantScaling, from: string, to: string): VariantScaling {
  return {
    ...scaling,
    policies: scaling.policies.map((policy) => ({
      ...policy,
      configuration: Object.fromEntries(
        Object.entries(policy.configuration).map(([name, value]) => [name, renamed(value, from, to)]),
      ),
    })),
  };
}

function renamed(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, from, to));
  if (!isObject(value)) return value;
  const isName = value.Name === "VariantName" || value.Name === "InferenceComponentName";
  if (isName && value.Value === from) return { ...value, Value: to };
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, renamed(inner, from, to)]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
