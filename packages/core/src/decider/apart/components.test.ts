import { describe, expect, it } from "vitest";
import { defineFleet } from "../../policy/define-fleet.ts";
import type { ModelPolicyInput } from "../../policy/policy.ts";
import { policyInput } from "../../policy/testing/fleet.ts";
import { writtenRoute } from "../../routing/route.ts";
import type { EndpointTraits } from "../../vocabulary/fact.ts";
import { waitsForAnother } from "../scaling/effects.ts";
import { minute, refusal } from "../testing/model.ts";
import { underPolicy } from "../testing/specification.ts";
import {
  commanded,
  confirmed,
  endpointIs,
  later,
  looked,
  polled,
  registered,
  type Step,
  settled,
} from "../testing/steps.ts";
import { aloneOn, dividedBy } from "./routes.ts";

const traits: EndpointTraits = {
  ...{ shadows: false, serverless: false, asynchronous: false, components: true, multiModel: false },
  ...{ containers: 1, metricsEvery: 60 },
};
const hosted: Partial<ModelPolicyInput> = {
  component: "meadow",
  route: { parameter: "/meadow/route" },
  drift: {
    monitor: "driftwheel",
    sensitivity: { falseAlarmsPerYear: 2 },
    predictionLog: "s3://meadow/predictions",
  },
  rollout: { ramp: [20, 60] },
};
const components = underPolicy(hosted);
const own = { name: "meadow", weight: 1, model: "meadow-1", package: null };
const there = endpointIs({ traits, variants: [own] });
const approve = commanded({ name: "approve", version: 2 });
const name = "driftwheel-meadow-v2-1";
const second = `meadow-prod/${name}`;
const model = `${name}-model`;
const apart = { endpoint: second, parameter: "/meadow/route", keptFor: minute };
const alone = aloneOn("meadow", "meadow-prod/meadow", "meadow-1");
const shared = (share: number) =>
  dividedBy(
    "meadow",
    { rollout: "meadow-v2-1", endpoint: "meadow-prod/meadow", originalConfig: "meadow-1" },
    apart,
    share,
  );
const onTrial: readonly Step[] = [there, registered(2), approve, settled, settled];
const promoting: readonly Step[] = [...onTrial, commanded({ name: "promote" })];

describe("a version of a model that an inference component serves", () => {
  it("gets a component of its own beside the model's, whose model is in the place of a config", () => {
    components
      .given(there, registered(2))
      .when(approve)
      .then(
        [
          "command-accepted",
          "candidate-approved",
          [
            "rollout-started",
            {
              ...{ endpoint: "meadow-prod/meadow", apart, weight: 0, fromConfig: "meadow-1", config: model },
              champion: { variant: "meadow" },
              challenger: { variant: name, model },
            },
            "an inference component of its own, which gets 0% of the requests, and 20% once it is in service",
          ],
        ],
        [
          "set-approval",
          "start-rollout",
          ["create-endpoint", { endpoint: "meadow-prod/meadow", apart, config: model }],
        ],
      );
  });

  it("is reached by a route that names components", () => {
    expect(shared(20)).toEqual({
      model: "meadow",
      champion: { endpoint: "meadow-prod", component: "meadow", weight: 80 },
      challenger: { endpoint: "meadow-prod", component: name, weight: 20 },
      rollout: "meadow-v2-1",
    });
    components
      .given(there, registered(2), approve)
      .when(settled)
      .then(
        [
          [
            "weights-shifted",
            { from: 0, to: 20, route: { route: shared(20), expected: [null, alone], apart } },
            `Inference component ${name} of meadow-prod is in service with version 2`,
          ],
        ],
        [["set-route", { route: shared(20) }]],
      );
  });

  it("is asked for with the model's own component, and with no scaling", () => {
    components
      .given(...onTrial)
      .when(polled)
      .then([])
      .after([
        {
          ask: "endpoint",
          name: "meadow-prod/meadow",
          beside: { endpoint: second, parameter: "/meadow/route" },
        },
      ]);
  });

  it("is promoted into the model's own component, which keeps its name", () => {
    components
      .given(...onTrial)
      .when(commanded({ name: "promote" }))
      .then(
        [
          "command-accepted",
          ["weights-shifted", { to: 100, next: { deploy: "winner", config: model, variant: "meadow" } }],
        ],
        [
          ["set-route", { route: shared(100) }],
          ["deploy-winner", { endpoint: "meadow-prod/meadow", config: model }],
        ],
      );
    components
      .given(...promoting, settled)
      .when(settled)
      .then(
        [["rollout-promoted", { config: model, variant: "meadow", gone: { apart, config: model } }]],
        ["mark-package", ["delete-endpoint", { apart, config: model }]],
      )
      .leaves({ rollout: null, endpoint: { config: model, variants: [{ name: "meadow", weight: 1 }] } });
  });

  it("bakes under the name of the model's own component", () => {
    underPolicy({ ...hosted, rollout: { ramp: [20, 60], bake: { for: "1 hour" } } })
      .given(...promoting, settled, settled)
      .when(polled)
      .then([])
      .leaves({
        rollout: {
          ...{ phase: "baking", challenger: { variant: "meadow" } },
          mayHave: { configs: [model], weights: [{ meadow: 1 }] },
        },
      });
  });

  it("is taken off the route, and then away, on the way back", () => {
    components
      .given(...onTrial)
      .when(commanded({ name: "roll-back" }))
      .then(
        [
          "command-accepted",
          ["weights-shifted", { to: 0, next: { deploy: "original", config: "meadow-1" } }],
        ],
        [
          ["set-route", { route: alone }],
          ["restore-config", { config: "meadow-1" }],
        ],
      );
    components
      .given(...onTrial, commanded({ name: "roll-back" }))
      .when(settled)
      .then(
        [["rollout-rolled-back", { config: "meadow-1", gone: { apart, config: model } }]],
        ["mark-package", "set-approval", ["delete-endpoint", { apart, config: model }]],
      );
  });

  it("is rolled back with SageMaker's reason where the instance has no room for its component", () => {
    const noRoom: Step = (world) => {
      world.found.beside = {
        endpoint: {
          ...{ exists: true, status: "Failed", config: model, pendingConfig: null, variants: [] },
          failureReason: "There is not enough hardware resources on the instances for this endpoint.",
        },
        route: { value: null, since: null },
      };
      return [];
    };
    components
      .given(there, registered(2), approve, confirmed, noRoom, polled)
      .when(polled)
      .then(
        [["rollout-rolled-back", {}, "There is not enough hardware resources on the instances"]],
        ["mark-package", "set-approval", "delete-endpoint"],
      );
  });
});

describe("the room for copies", () => {
  const byShare = underPolicy({ ...hosted, rollout: { ramp: [20, 60], copies: "by share" } });
  const lacking: Step = ({ found }) => {
    if (!found.beside) throw new Error("There is no trial by a route.");
    const copies = { asked: 2, there: 1 };
    const endpoint = { ...found.beside.endpoint, copies, failureReason: "There is not enough hardware." };
    found.beside = { ...found.beside, endpoint };
    return [];
  };
  const reason = `The challenger's inference component ${name} of meadow-prod has 1 of the 2 copies that its share needs: There is not enough hardware.`;

  const leadsBack = (step: Step, dropped: readonly "effect-dropped"[]) =>
    byShare
      .given(...onTrial, step, lacking, polled)
      .when(polled)
      .then(
        [["weights-shifted", { to: 0, route: { route: alone } }, reason], ...dropped],
        [["set-route", { route: alone }], "restore-config"],
      );

  it("that is lacking at a step of the ramp leads everybody back to the champion, with SageMaker's reason", () => {
    leadsBack(looked(), ["effect-dropped"]);
  });

  it("that is lacking at the promotion does so too", () => {
    leadsBack(commanded({ name: "promote" }), ["effect-dropped", "effect-dropped"]);
  });

  it("is no matter once the share that needs it was given", () => {
    byShare
      .given(...onTrial, lacking, polled)
      .when(polled)
      .then([]);
  });

  it("that is lacking for the model's own copies ends the trial, and does not keep people waiting", () => {
    const untaken: Step = ({ found }) => {
      if (!found.beside) throw new Error("There is no trial by a route.");
      const route = { value: writtenRoute(shared(100)), since: "2026-07-06T09:00:00.000Z" };
      found.beside = { ...found.beside, route };
      found.failureReason = "There is not enough hardware.";
      return [];
    };
    components
      .given(...promoting, confirmed, untaken, polled)
      .when(polled)
      .then(
        [["weights-shifted", { to: 0, route: { route: alone } }, "There is not enough hardware."]],
        ["set-route", "restore-config"],
      );
  });
});

describe("a component of the challenger's that never comes to an end", () => {
  const byShare = underPolicy({ ...hosted, rollout: { ramp: [20, 60], copies: "by share" } });
  const besideIs =
    (status: "InService" | "Updating" | "Creating", route?: string): Step =>
    ({ found }) => {
      if (!found.beside) throw new Error("There is no trial by a route.");
      const { endpoint, route: known } = found.beside;
      found.beside = {
        endpoint: { ...endpoint, status },
        route: route === undefined ? known : { value: route, since: "2026-07-06T09:00:00.000Z" },
      };
      return [];
    };
  const roll = commanded({ name: "roll-back" });
  const resume = commanded({ name: "resume" });

  it("takes its share back at the deadline of the copies, with its name", () => {
    byShare
      .given(...onTrial, looked(), besideIs("Updating"), later(60 * minute + 1), polled)
      .when(polled)
      .then(
        [
          [
            "weights-shifted",
            { to: 0, route: { route: alone } },
            `The challenger's inference component ${name} of meadow-prod is Updating, and should have had the copies that its share needs by`,
          ],
          "effect-dropped",
        ],
        ["set-route", "restore-config"],
      );
  });

  it("holds a way back until its deadline, and no longer: what is back is rolled back, and its deletion is owed", () => {
    const back = [...onTrial, roll, confirmed, besideIs("Updating", writtenRoute(alone))] as const;
    components
      .given(...back, later(59 * minute), polled)
      .when(polled)
      .then([])
      .leaves({ rollout: { phase: "rolling-back" } });
    components
      .given(...back, later(60 * minute + 1))
      .when(polled)
      .then(
        [["rollout-rolled-back", { config: "meadow-1", gone: { apart, config: model } }]],
        ["mark-package", "set-approval", ["delete-endpoint", { apart }]],
      );
  });

  it("keeps nobody from ending a held trial by a roll back", () => {
    const held = [
      ...onTrial,
      besideIs("InService", writtenRoute({ ...shared(20), rollout: "other" })),
      polled,
      polled,
      besideIs("Updating", writtenRoute(alone)),
    ] as const;
    expect(refusal(components.given(...held).when(resume).entries)).toBe(
      `the challenger's inference component ${name} of meadow-prod is Updating; resume the model when it is in service, or ask for the roll back first, which does not wait for it.`,
    );
    components
      .given(...held, roll)
      .when(resume)
      .then(
        ["command-accepted", ["resumed", { route: alone }], ["weights-shifted", { to: 0 }]],
        ["start-rollout", "set-route", "restore-config"],
      );
    components
      .given(...held, besideIs("Creating"), roll)
      .when(resume)
      .then(
        ["command-accepted", "resumed", ["rollout-rolled-back", {}, "the challenger's own does not serve"]],
        ["mark-package", "set-approval", "delete-endpoint"],
      );
  });
});

it("the model's own component is replaced once callers are led away from it", () => {
  const { effects } = components.given(...onTrial).when(commanded({ name: "promote" }));
  const waiting = (open: typeof effects) =>
    open.filter((effect) => waitsForAnother(effect, open)).map(({ kind }) => kind);
  expect(waiting(effects)).toEqual(["deploy-winner"]);
  expect(waiting(effects.filter(({ kind }) => kind !== "set-route"))).toEqual([]);
});

describe("the fleet", () => {
  const written = (name: string, changes: Partial<ModelPolicyInput>) => ({
    ...policyInput(name, {
      ...hosted,
      endpoint: "shared-prod",
      route: { parameter: `/${name}/route` },
      ...changes,
    }),
  });

  it("may have two models on one endpoint, each with a component of its own", () => {
    const { models } = defineFleet({
      models: {
        tides: written("tides", { component: "tides" }),
        frost: written("frost", { component: "frost" }),
      },
    });
    expect(Object.values(models).map(({ component }) => component)).toEqual(["tides", "frost"]);
  });

  it("refuses one component for two models", () => {
    expect(() =>
      defineFleet({
        models: {
          tides: written("tides", { component: "one" }),
          frost: written("frost", { component: "one" }),
        },
      }),
    ).toThrow('models.frost.component is "one": that is models.tides\'s already');
  });
});
