import { describe, expect, it } from "vitest";
import { defineFleet } from "../define-fleet.ts";
import type { ModelPolicyInput } from "../policy.ts";
import { FleetRefused } from "../refusal/fault.ts";
import { policyInput } from "../testing/fleet.ts";

type Rollout = ModelPolicyInput["rollout"];
type Guardrails = NonNullable<Rollout["guardrails"]>;

const canary: Guardrails = { shift: { canary: 10, wait: "10 minutes" }, alarms: ["vines-5xx"] };
const define = (rollout: Rollout, more: Partial<ModelPolicyInput> = {}) =>
  defineFleet({ models: { vines: policyInput("vines", { ...more, rollout }) } });

/** What is told of a rollout that is refused. */
function told(rollout: unknown, more: Partial<ModelPolicyInput> = {}): string {
  try {
    // As a person could write it in a file that no compiler has seen.
    define(rollout as Rollout, more);
  } catch (error) {
    if (error instanceof FleetRefused) return error.message;
    throw error;
  }
  return "accepted";
}

describe("guardrails", () => {
  it.each<[string, Guardrails]>([
    ["a canary", canary],
    ["a canary with all times", { ...canary, terminationWait: "1 hour", maximumTime: "8 hours" }],
    ["all at once", { ...canary, shift: "all at once" }],
    ["linear steps", { ...canary, shift: { linear: 50, wait: "1 second" } }],
    ["batches", { ...canary, shift: { rolling: 5, wait: "1 minute" } }],
  ])("may be %s, and take the place of a ramp", (_, guardrails) => {
    const { rollout } = define({ guardrails }).models.vines ?? {};
    expect(rollout?.ramp).toEqual([]);
    expect(rollout?.guardrails?.alarms).toEqual(["vines-5xx"]);
  });

  it("go with a bake, and with what the bake reads", () => {
    const rollout = { guardrails: canary, guards: { errorRate: 0.02 }, bake: { for: "1 day" } };
    expect(told(rollout)).toBe("accepted");
  });

  it.each([
    ["promoteWhen", "better", "no look compares the two versions"],
    ["minimumEffect", 0.05, "no look compares the two versions"],
    ["ramp", [10], "SageMaker shifts the traffic by guardrails.shift"],
    ["deadline", "2 days", "SageMaker's waits and guardrails.maximumTime say how long it takes"],
    ["atDeadline", "promote", "SageMaker goes back by itself when its time is over"],
    ["splitCheck", "none", "one variant has all of the traffic"],
  ])("do not go with %s, which is of a trial of two variants", (field, value, why) => {
    expect(told({ guardrails: canary, [field]: value })).toContain(
      `models.vines.rollout.${field} is ${JSON.stringify(value)}: does not go with rollout.guardrails: ${why}`,
    );
  });

  it("read nothing without a bake", () => {
    expect(told({ guardrails: canary, guards: { errorRate: 0.02 } })).toContain(
      'models.vines.rollout.guards is {"errorRate":0.02}: does not go with rollout.guardrails without a bake: SageMaker\'s alarms alone judge, and nothing is read; leave it out, or write bake: { for: "1 day" }',
    );
  });

  it("keep no old variant warm, whose name is taken", () => {
    expect(told({ guardrails: canary, bake: { for: "1 day", keepWarm: true } })).toContain(
      "rollout.bake.keepWarm is true: does not go with rollout.guardrails: the new version has the old one's variant name",
    );
  });

  it.each([
    ["shift.wait", { shift: { canary: 10, wait: "2 hours" } }, "must be at most 1 hour"],
    ["shift.wait", { shift: { canary: 10, wait: "0.5 seconds" } }, "must be whole seconds"],
    ["terminationWait", { terminationWait: "61 minutes" }, "must be at most 1 hour"],
    [
      "terminationWait",
      { shift: { rolling: 20, wait: "1 minute" }, terminationWait: "1 minute" },
      "does not go with a rolling shift, which ends the old instances batch by batch",
    ],
    ["maximumTime", { maximumTime: "9 minutes" }, "must be 10 minutes to 8 hours"],
    ["maximumTime", { maximumTime: "9 hours" }, "must be 10 minutes to 8 hours"],
    [
      "maximumTime",
      {
        shift: { linear: 10, wait: "10 minutes" },
        terminationWait: "10 minutes",
        maximumTime: "110 minutes",
      },
      "must be longer than all of its waits together (110 minutes)",
    ],
    ["alarms", { alarms: [] }, "needs at least one alarm: nothing else judges such a deployment"],
    ["alarms", { alarms: Array.from({ length: 11 }, (_, n) => `alarm-${n}`) }, "must be at most 10"],
    ["alarms.1", { alarms: ["vines-5xx", "vines-5xx"] }, "stands at alarms.0 already"],
    [
      "alarms.0",
      { alarms: ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:vines-5xx"] },
      'must be the alarm\'s name, no ARN; write "vines-5xx"',
    ],
  ])("are refused by %s where SageMaker would refuse them, with what is right", (field, changes, why) => {
    const words = told({ guardrails: { ...canary, ...changes } });
    expect(words).toContain(`models.vines.rollout.guardrails.${field}`);
    expect(words).toContain(why);
  });

  it.each([
    [{ canary: 51, wait: "1 minute" }, "must be at most 50"],
    [{ canary: 0, wait: "1 minute" }, "must be at least 1"],
    [{ linear: 9, wait: "1 minute" }, "must be at least 10"],
    [{ rolling: 4, wait: "1 minute" }, "must be at least 5"],
    [{ canary: 10 }, "wait"],
    ["slowly", "all at once"],
  ])("take no shift that SageMaker does not take: %o", (shift, why) => {
    const words = told({ guardrails: { ...canary, shift } });
    expect(words).toContain("models.vines.rollout.guardrails.shift");
    expect(words).toContain(why);
  });

  describe("of a model that queues requests", () => {
    const queued = { serving: "asynchronous" } as const;
    const topic = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;
    const asynchronous = { successTopic: topic("answers"), errorTopic: topic("errors") };

    it("need no route and no topics, because its name stays and nothing is counted", () => {
      expect(told({ guardrails: canary }, queued)).toBe("accepted");
    });

    it("go with a bake where its topics tell how many requests came", () => {
      const rollout = { guardrails: canary, bake: { for: "1 day" } };
      expect(told(rollout, { ...queued, asynchronous })).toBe("accepted");
      expect(told(rollout, queued)).toContain(
        "models.vines.asynchronous is missing: must name the endpoint's topics: how many requests came while a version bakes",
      );
    });

    it("lead nobody to another endpoint", () => {
      expect(told({ guardrails: canary }, { ...queued, route: { parameter: "/vines/route" } })).toContain(
        "nothing would write the parameter: with rollout.guardrails a version is deployed under the endpoint's own name",
      );
    });
  });

  it("are not of a serverless model", () => {
    expect(
      told({ guardrails: canary }, { serving: "serverless", route: { parameter: "/vines/route" } }),
    ).toContain("SageMaker has no guardrails for serverless ones");
  });

  it("or a ramp there must be", () => {
    expect(told({ lookEvery: "5 minutes" })).toContain(
      "models.vines.rollout.ramp is missing: must be a list, the challenger's shares in percent; write ramp: [10, 50], or guardrails where SageMaker shifts the traffic under one variant name",
    );
  });
});
