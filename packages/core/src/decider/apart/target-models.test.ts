import { describe, expect, it } from "vitest";
import { defineFleet } from "../../policy/define-fleet.ts";
import type { ModelPolicyInput } from "../../policy/policy.ts";
import { policyInput } from "../../policy/testing/fleet.ts";
import { writtenRoute } from "../../routing/route.ts";
import type { EndpointTraits } from "../../vocabulary/fact.ts";
import { arn, minute } from "../testing/model.ts";
import { underPolicy } from "../testing/specification.ts";
import {
  answered,
  commanded,
  confirmed,
  endpointIs,
  looked,
  polled,
  registered,
  type Step,
  settled,
} from "../testing/steps.ts";

const traits: EndpointTraits = {
  ...{ shadows: false, serverless: false, asynchronous: false, components: false, multiModel: true },
  ...{ containers: 1, metricsEvery: 1, artifacts: "s3://meadow/serving/" },
};
const targeted: Partial<ModelPolicyInput> = {
  targetModel: { artifact: "meadow.tar.gz", under: "s3://meadow/serving/", from: "s3://meadow/trained/" },
  route: { parameter: "/meadow/route", proxy: true },
  drift: {
    monitor: "driftwheel",
    sensitivity: { falseAlarmsPerYear: 2 },
    predictionLog: "s3://meadow/predictions",
  },
  rollout: { ramp: [20, 60] },
};
const many = underPolicy(targeted);
const first = "meadow.tar.gz";
const second = "driftwheel-meadow-v2-1.tar.gz";
const own = "meadow-prod:meadow.tar.gz";
const there = endpointIs({
  traits,
  config: first,
  variants: [{ name: first, weight: 1, model: "many", package: arn(1) }],
});
const approve = commanded({ name: "approve", version: 2 });
const apart = { endpoint: `meadow-prod:${second}`, parameter: "/meadow/route", keptFor: minute };
const on = (targetModel: string, weight: number) => ({ endpoint: "meadow-prod", targetModel, weight });
const alone = { model: "meadow", champion: on(first, 100) };
const promoted = { model: "meadow", champion: on(second, 100) };
const shared = (share: number) => ({
  ...{ model: "meadow", rollout: "meadow-v2-1" },
  ...{ champion: on(first, 100 - share), challenger: on(second, share) },
});
const onTrial: readonly Step[] = [there, registered(2), approve, settled, settled];
const promote = commanded({ name: "promote" });

describe("a version of one model of a multi-model endpoint", () => {
  it("gets an artifact of its own beside the champion's, which is its config and its variant's name", () => {
    many
      .given(there, registered(2))
      .when(approve)
      .then(
        [
          "command-accepted",
          "candidate-approved",
          [
            "rollout-started",
            {
              ...{ endpoint: own, apart, weight: 0, fromConfig: first, config: second },
              champion: { variant: first },
              challenger: { variant: second, model: second },
            },
            "an artifact of its own, which gets 0% of the requests, and 20% once it is in service",
          ],
        ],
        ["set-approval", "start-rollout", ["create-endpoint", { endpoint: own, apart, config: second }]],
      );
  });

  it("is reached by a route that names artifacts, and asked for with the route that says the champion", () => {
    many
      .given(there, registered(2), approve)
      .when(settled)
      .then(
        [
          [
            "weights-shifted",
            { from: 0, to: 20, route: { route: shared(20), expected: [null, alone], apart } },
            `Target model ${second} of meadow-prod is in service with version 2`,
          ],
        ],
        [["set-route", { route: shared(20) }]],
      );
    many
      .given(...onTrial)
      .when(polled)
      .then([])
      .after([
        {
          ...{ ask: "endpoint", name: own, championIn: "/meadow/route" },
          beside: { endpoint: apart.endpoint, parameter: "/meadow/route" },
        },
      ]);
  });

  it("gets the next step of the ramp by the route", () => {
    many
      .given(...onTrial)
      .when(looked())
      .then(
        ["rollout-looked", ["weights-shifted", { from: 20, to: 60 }]],
        [["set-route", { route: shared(60) }]],
      );
  });

  it("is promoted by the route alone, keeps its artifact, and leaves the one before where it is", () => {
    many
      .given(...onTrial)
      .when(promote)
      .then(
        [
          "command-accepted",
          [
            "weights-shifted",
            {
              to: 100,
              next: { deploy: "winner", config: second, variant: second },
              route: { route: promoted },
            },
          ],
        ],
        [["set-route", { route: promoted, expectedRoutes: [shared(20)] }]],
      );
    const { entries } = many
      .given(...onTrial, promote)
      .when(settled)
      .then([["rollout-promoted", { config: second, variant: second }]], ["mark-package", "mark-package"])
      .leaves({
        rollout: null,
        endpoint: { config: second, variants: [{ name: second, weight: 1, package: arn(2) }] },
      });
    expect(entries[0]?.data).not.toHaveProperty("gone");
  });

  it("is tried against the artifact that was promoted before it", () => {
    many
      .given(...onTrial, promote, settled, confirmed, registered(3))
      .when(commanded({ name: "approve", version: 3 }))
      .then(
        [
          "command-accepted",
          "candidate-approved",
          ["rollout-started", { endpoint: own, fromConfig: second, config: "driftwheel-meadow-v3-2.tar.gz" }],
        ],
        ["set-approval", "start-rollout", "create-endpoint"],
      )
      .leaves({ rollout: { apart: { routes: [null, promoted] } } });
  });

  it("is taken off the route on the way back, and then its copy is deleted", () => {
    const back = commanded({ name: "roll-back" });
    many
      .given(...onTrial)
      .when(back)
      .then(
        ["command-accepted", ["weights-shifted", { to: 0, next: { deploy: "original", config: first } }]],
        [["set-route", { route: alone }]],
      );
    many
      .given(...onTrial, back)
      .when(settled)
      .then(
        [["rollout-rolled-back", { config: first, gone: { apart, config: second } }]],
        ["mark-package", "set-approval", ["delete-endpoint", { apart, config: second }]],
      )
      .leaves({ rollout: null, endpoint: { config: first } });
  });

  it("that is promoted already is taken back to the artifact before, which is still there", () => {
    many
      .given(...onTrial, promote, confirmed)
      .when(commanded({ name: "roll-back" }))
      .then(
        ["command-accepted", ["weights-shifted", { next: { deploy: "original", config: first } }]],
        [["set-route", { route: alone, expectedRoutes: [shared(20), promoted] }]],
      );
  });

  it("bakes as what the route names, and is taken back and deleted where it turns out worse", () => {
    const baking = underPolicy({ ...targeted, rollout: { ramp: [20, 60], bake: { for: "1 hour" } } });
    const baked = [...onTrial, promote, settled, confirmed] as const;
    baking
      .given(...baked)
      .when(polled)
      .then([])
      .leaves({
        rollout: {
          ...{ phase: "baking", mayHave: { configs: [second], weights: [{ [second]: 1 }] } },
          apart: { routes: [promoted] },
        },
      });
    const undo = commanded({ name: "undo" });
    baking
      .given(...baked)
      .when(undo)
      .then(
        ["command-accepted", ["weights-shifted", { next: { deploy: "original", config: first } }]],
        [["set-route", { route: alone, expectedRoutes: [promoted] }]],
      );
    baking
      .given(...baked, undo)
      .when(settled)
      .then(
        [["rollout-rolled-back", { config: first, gone: { apart, config: second } }]],
        ["mark-package", "set-approval", "mark-package", "delete-endpoint"],
      );
  });

  it("is undone by a copy of the former version's artifact, at once and without looks", () => {
    const undone = [...onTrial, promote, settled, confirmed, commanded({ name: "undo" })] as const;
    const third = "driftwheel-meadow-v1-2.tar.gz";
    many
      .given(...onTrial, promote, settled, confirmed)
      .when(commanded({ name: "undo" }))
      .then(
        ["command-accepted", ["rollout-started", { fromConfig: second, config: third }]],
        ["start-rollout", "create-endpoint"],
      );
    many
      .given(...undone)
      .when(settled)
      .then(
        [["weights-shifted", { to: 100, route: { route: { champion: on(third, 100) } } }]],
        [["set-route", {}]],
      );
  });

  it("that cannot be copied ends the trial with the reason", () => {
    many
      .given(there, registered(2), approve)
      .when(answered("create-endpoint", { ok: false, error: "there is such an artifact" }))
      .then(
        [
          ["effect-failed", {}],
          ["rollout-rolled-back", {}, "there is such an artifact"],
          "effect-dropped",
          "effect-dropped",
        ],
        ["mark-package", "set-approval", "delete-endpoint"],
      );
  });

  it("whose artifact somebody takes away is led away from", () => {
    const gone: Step = ({ found }) => {
      if (!found.beside) throw new Error("There is no trial by a route.");
      const endpoint = { ...found.beside.endpoint, exists: false, status: "Unknown" as const, config: null };
      found.beside = { ...found.beside, endpoint };
      return [];
    };
    many
      .given(...onTrial, gone, polled)
      .when(polled)
      .then([["weights-shifted", { to: 0, route: { route: alone } }]], ["set-route"]);
  });

  it("is held where somebody else writes the route, and goes on once it is as it was", () => {
    const writes =
      (route: object): Step =>
      ({ found }) => {
        if (!found.beside) throw new Error("There is no trial by a route.");
        const value = JSON.stringify(route);
        found.beside = { ...found.beside, route: { value, since: "2026-07-06T09:00:00.000Z" } };
        return [];
      };
    const foreign = writes({ model: "meadow", champion: on("other.tar.gz", 100) });
    const held = [...onTrial, foreign, polled, polled] as const;
    many
      .given(...onTrial, foreign, polled)
      .when(polled)
      .then(["endpoint-changed-outside", "rollout-held"]);
    const mended = writes(JSON.parse(writtenRoute(shared(20))) as object);
    many
      .given(...held, mended)
      .when(commanded({ name: "resume" }))
      .then(["command-accepted", ["resumed", { route: shared(20) }]], ["start-rollout"]);
  });
});

describe("the fleet", () => {
  const written = (name: string, artifact: string) =>
    policyInput(name, {
      ...targeted,
      endpoint: "shared-prod",
      route: { parameter: `/${name}/route`, proxy: true },
      targetModel: { artifact, under: "s3://meadow/serving/", from: "s3://meadow/trained/" },
    });

  it("may have two models on one endpoint, each with an artifact of its own", () => {
    const { models } = defineFleet({
      models: { tides: written("tides", "tides.tar.gz"), frost: written("frost", "frost.tar.gz") },
    });
    expect(Object.values(models).map(({ targetModel }) => targetModel?.artifact)).toEqual([
      "tides.tar.gz",
      "frost.tar.gz",
    ]);
  });

  it("refuses one artifact for two models", () => {
    const models = { tides: written("tides", "one.tar.gz"), frost: written("frost", "one.tar.gz") };
    expect(() => defineFleet({ models })).toThrow(
      'models.frost.targetModel.artifact is "one.tar.gz": that is models.tides\'s already',
    );
  });
});
