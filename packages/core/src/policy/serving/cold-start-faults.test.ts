import { expect, it } from "vitest";
import { defineFleet } from "../define-fleet.ts";
import type { ModelPolicyInput } from "../policy.ts";
import { policyInput } from "../testing/fleet.ts";

const guards = { coldStarts: 0.1 };
const define = (changes: Partial<ModelPolicyInput>) => () =>
  defineFleet({ models: { vines: policyInput("vines", changes) } });
const serverless = {
  serving: "serverless",
  drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 2 } },
  route: { parameter: "/vines/route" },
} as const;

it("cold starts are a guard of a serverless model whose challenger gets half of the traffic", () => {
  const fleet = define({ ...serverless, rollout: { ramp: [10, 50], guards } })();
  expect(fleet.models.vines?.rollout.guards.coldStarts).toBe(0.1);
});

it("they are refused where nothing would be judged by them, with the field and what would be right", () => {
  expect(define({ rollout: { ramp: [10, 50], guards } })).toThrow(
    'models.vines.rollout.guards.coldStarts is 0.1: SageMaker counts launches of compute (ModelSetupTime) of serverless endpoints alone, and the model is served "real time"; leave it out; p99Latency judges what is slow',
  );
  expect(define({ ...serverless, rollout: { ramp: [5, 25], guards } })).toThrow(
    "models.vines.rollout.guards.coldStarts is 0.1: is judged from 50% of the traffic on, and the ramp ends at 25%: with less of it more requests wait for new compute, whichever version answers; write ramp: [5, 25, 50], or leave it out",
  );
});
