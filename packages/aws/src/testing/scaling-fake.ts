import { type Operations, WireError } from "./json-wire.ts";

type Item = Readonly<Record<string, unknown>>;
interface Target {
  fields: Item;
  readonly policies: Map<string, Item>;
  readonly actions: Map<string, Item>;
}

/** Application Auto Scaling as far as variants go. Words of errors as the service has them. */
export class ScalingFake {
  readonly targets = new Map<string, Target>();
  /** Names of the calls that changed something, in order. */
  readonly changes: string[] = [];

  readonly operations: Operations = {
    DescribeScalableTargets: ({ ResourceIds }) => ({
      ScalableTargets: [...this.targets]
        // The adapter under test asks for some, never for all.
        .filter(([id]) => (ResourceIds as string[]).includes(id))
        .map(([ResourceId, { fields }]) => ({ ...fields, ResourceId, CreationTime: 1_780_000_000 })),
    }),
    DescribeScalingPolicies: ({ ResourceId }) => ({
      ScalingPolicies: [...(this.targets.get(String(ResourceId))?.policies.values() ?? [])],
    }),
    DescribeScheduledActions: ({ ResourceId }) => ({
      ScheduledActions: [...(this.targets.get(String(ResourceId))?.actions.values() ?? [])],
    }),
    RegisterScalableTarget: ({ ResourceId, ...fields }) => {
      this.changes.push("RegisterScalableTarget");
      const known = this.targets.get(String(ResourceId));
      const target = known ?? { fields, policies: new Map(), actions: new Map() };
      target.fields = fields;
      this.targets.set(String(ResourceId), target);
      return {};
    },
    DeregisterScalableTarget: ({ ResourceId }) => {
      this.changes.push("DeregisterScalableTarget");
      this.#target(ResourceId);
      this.targets.delete(String(ResourceId));
      return {};
    },
    PutScalingPolicy: (policy) => {
      this.changes.push("PutScalingPolicy");
      this.#target(policy.ResourceId).policies.set(String(policy.PolicyName), policy);
      return { PolicyARN: "arn:aws:autoscaling:eu-north-1:444455556666:scalingPolicy:any" };
    },
    PutScheduledAction: (action) => {
      this.changes.push("PutScheduledAction");
      this.#target(action.ResourceId).actions.set(String(action.ScheduledActionName), action);
      return {};
    },
  };

  #target(id: unknown): Target {
    const found = this.targets.get(String(id));
    if (found) return found;
    throw new WireError("ObjectNotFoundException", `No scalable target found for resource ID: ${String(id)}`);
  }
}
