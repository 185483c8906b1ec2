import { describe, expect, it } from "vitest";
import type { ModelPolicyInput } from "../../policy/policy.ts";
import { writtenRoute } from "../../routing/route.ts";
import type { EndpointTraits } from "../../vocabulary/fact.ts";
import { minute, refusal } from "../testing/model.ts";
import { challengersScaling, scaled, scaling } from "../testing/scaling-steps.ts";
import { underPolicy } from "../testing/specification.ts";
import {
  answered,
  commanded,
  confirmed,
  endpointIs,
  later,
  looked,
  policyBecomes,
  polled,
  refused,
  registered,
  type Step,
  settled,
  swept,
} from "../testing/steps.ts";
import { aloneOn, dividedBy } from "./routes.ts";

const traits: EndpointTraits = {
  ...{ shadows: false, serverless: true, asynchronous: false, components: false, multiModel: false },
  ...{ containers: 1, metricsEvery: 60 },
};
const routed: Partial<ModelPolicyInput> = {
  serving: "serverless",
  route: { parameter: "/meadow/route" },
  rollout: { ramp: [20, 60] },
};
const serverless = underPolicy(routed);
const there = endpointIs({ traits });
const approve = commanded({ name: "approve", version: 2 });
const second = "driftwheel-meadow-v2-1";
const trialConfig = `${second}-trial`;
const sole = `${second}-sole`;
const apart = { endpoint: second, parameter: "/meadow/route", keptFor: minute };
const alone = aloneOn("meadow", "meadow-prod", "meadow-1");
const shared = (share: number) =>
  dividedBy(
    "meadow",
    { rollout: "meadow-v2-1", endpoint: "meadow-prod", originalConfig: "meadow-1" },
    apart,
    share,
  );
const created: readonly Step[] = [there, registered(2), approve, settled];
const onTrial: readonly Step[] = [...created, settled];
/** The trial's parts become this; what is not named stays. */
const besideIs =
  (changes: { readonly route?: string | null; readonly since?: string; readonly endpoint?: object }): Step =>
  (model) => {
    const { beside } = model.found;
    if (!beside) throw new Error("There is no trial on two endpoints.");
    const { endpoint, route, since = "2026-07-06T09:00:00.000Z" } = changes;
    model.found.beside = {
      endpoint: { ...beside.endpoint, ...endpoint },
      route: route === undefined ? beside.route : { value: route, since: route === null ? null : since },
    };
    return [];
  };
const gone = besideIs({ endpoint: { exists: false, status: "Unknown", config: null } });
const ended = { gone: { apart, config: trialConfig } };

describe("a version of a serverless model with a route", () => {
  it("gets an endpoint of its own, which answers nothing before it is in service", () => {
    serverless
      .given(there, registered(2))
      .when(approve)
      .then(
        [
          "command-accepted",
          "candidate-approved",
          [
            "rollout-started",
            { rollout: "meadow-v2-1", weight: 0, config: trialConfig, fromConfig: "meadow-1", apart },
            "an endpoint of its own, which gets 0% of the requests, and 20% once it is in service",
          ],
        ],
        [
          "set-approval",
          "start-rollout",
          [
            "create-endpoint",
            { endpoint: "meadow-prod", apart, challengerVariant: "version-2", championVariant: "main" },
          ],
        ],
      )
      .leaves({ rollout: { phase: "deploying", weight: 0, apart: { routes: [null, alone] } } });
  });

  it("asks for both endpoints and the route while it is on trial, and for no scaling", () => {
    serverless
      .given(...onTrial)
      .when(polled)
      .then([])
      .after([
        { ask: "endpoint", name: "meadow-prod", beside: { endpoint: second, parameter: "/meadow/route" } },
      ]);
  });

  it("gets its first share once its endpoint is in service", () => {
    serverless
      .given(there, registered(2), approve)
      .when(settled)
      .then(
        [
          [
            "weights-shifted",
            { from: 0, to: 20, next: null, route: { route: shared(20), expected: [null, alone], apart } },
            `Endpoint ${second} is in service with version 2, and answers its first 20% of the requests.`,
          ],
        ],
        [["set-route", { route: shared(20), expectedRoutes: [null, alone] }]],
      )
      .leaves({ rollout: { phase: "shifting", weight: 20 } });
  });

  it("is looked at once callers know the route, and not before", () => {
    serverless
      .given(...created, confirmed, besideIs({ route: writtenRoute(shared(20)) }), later(minute - 1))
      .when(polled)
      .then([]);
    serverless
      .given(...created, confirmed, besideIs({ route: writtenRoute(shared(20)) }), later(minute))
      .when(polled)
      .then([
        [
          "signal-observed",
          { settled: { config: "meadow-1" } },
          `The route is as it was asked for: meadow-prod 80%, ${second} 20%.`,
        ],
      ])
      .leaves({
        rollout: { phase: "looking", apart: { routes: [shared(20)] }, mayHave: { configs: ["meadow-1"] } },
      });
  });

  it("gets the ramp's next share by the route", () => {
    serverless
      .given(...onTrial)
      .when(looked())
      .then(
        ["rollout-looked", ["weights-shifted", { from: 20, to: 60 }]],
        [["set-route", { route: shared(60), expectedRoutes: [shared(20)] }]],
      );
  });

  it("waits for the trial before to be cleared away", () => {
    serverless
      .given(
        ...onTrial,
        registered(3),
        commanded({ name: "approve", version: 3 }),
        commanded({ name: "roll-back" }),
      )
      .when(settled)
      .then(["rollout-rolled-back"], ["mark-package", "set-approval", "delete-endpoint"]);
    const cleared = [
      ...onTrial,
      registered(3),
      commanded({ name: "approve", version: 3 }),
      commanded({ name: "roll-back" }),
      settled,
    ] as const;
    serverless
      .given(...cleared)
      .when(commanded({ name: "start-rollout", version: 3 }))
      .then(["command-refused"]);
    serverless
      .given(...cleared, answered("delete-endpoint", { ok: true, answer: {} }))
      .when(swept)
      .then(
        [
          [
            "cost-recorded",
            { what: "trial", micros: 0 },
            "a serverless endpoint is paid by its requests, and no price of these is known",
          ],
          ["rollout-started", { rollout: "meadow-v3-2" }],
        ],
        ["start-rollout", "create-endpoint"],
      );
  });
});

describe("the promotion of a challenger on its own endpoint", () => {
  const promoting = [...onTrial, commanded({ name: "promote" })] as const;

  it("sends all callers there while the model's own endpoint is updated", () => {
    serverless
      .given(...onTrial)
      .when(commanded({ name: "promote" }))
      .then(
        [
          "command-accepted",
          ["weights-shifted", { to: 100, next: { deploy: "winner", config: sole, variant: "version-2" } }],
        ],
        [
          ["set-route", { route: shared(100) }],
          ["deploy-winner", { endpoint: "meadow-prod", fromConfig: trialConfig, config: sole }],
        ],
      );
  });

  it("then leads the route back, and is over once callers know that", () => {
    serverless
      .given(...promoting)
      .when(settled)
      .then(
        [
          [
            "weights-shifted",
            { from: 100, to: 100, next: { deploy: "return", config: sole } },
            `Version 2 serves on meadow-prod: the route leads there alone again, and then ${second} goes.`,
          ],
        ],
        [["set-route", { route: alone, expectedRoutes: [shared(20), shared(100)] }]],
      )
      .leaves({ rollout: { phase: "promoting" } });
    serverless
      .given(...promoting, settled)
      .when(settled)
      .then(
        [["rollout-promoted", { config: sole, variant: "version-2", ...ended }]],
        ["mark-package", "mark-package", ["delete-endpoint", { config: trialConfig, apart }]],
      )
      .leaves({ rollout: null, endpoint: { config: sole } });
  });

  it("that SageMaker takes back is held, while the challenger answers all", () => {
    serverless
      .given(...promoting, confirmed, besideIs({ route: writtenRoute(shared(100)) }), polled)
      .when(polled)
      .then([["rollout-held", {}, `SageMaker took the update to ${sole} back on its own`]]);
  });

  it("is watched on the model's own endpoint, and taken back there", () => {
    const baking = underPolicy({ ...routed, rollout: { ramp: [20, 60], bake: { for: "1 hour" } } });
    const promoted = [...promoting, settled, settled, gone] as const;
    baking
      .given(...promoted)
      .when(polled)
      .then([])
      .leaves({ rollout: { phase: "baking", apart: { routes: [alone] } } });
    baking
      .given(...promoted)
      .when(commanded({ name: "undo" }))
      .then(
        [
          "command-accepted",
          ["weights-shifted", { next: { deploy: "original", config: "meadow-1", anew: null } }],
        ],
        [
          ["set-route", { route: alone }],
          ["restore-config", { config: "meadow-1", anew: null }],
        ],
      );
    baking
      .given(...promoted, commanded({ name: "undo" }))
      .when(settled)
      .then(["rollout-rolled-back"], ["mark-package", "set-approval", "mark-package"])
      .leaves({ rollout: null, endpoint: { config: "meadow-1" } });
  });

  it("is undone by a trial of its own, which nobody looks at", () => {
    const promoted = [...promoting, settled, settled, confirmed, gone] as const;
    serverless
      .given(...promoted)
      .when(commanded({ name: "undo" }))
      .then(["command-accepted", ["rollout-started", { weight: 0 }]], ["start-rollout", "create-endpoint"]);
    serverless
      .given(...promoted, commanded({ name: "undo" }))
      .when(settled)
      .then([["weights-shifted", { to: 100, next: { deploy: "winner" } }]], ["set-route", "deploy-winner"]);
  });
});

describe("the way back from a challenger on its own endpoint", () => {
  it("leads callers away first, and deletes it when they know", () => {
    serverless
      .given(...onTrial)
      .when(commanded({ name: "roll-back" }))
      .then(
        ["command-accepted", ["weights-shifted", { to: 0, next: { deploy: "original", anew: null } }]],
        [["set-route", { route: alone, expectedRoutes: [shared(20)] }], "restore-config"],
      );
    serverless
      .given(
        ...onTrial,
        commanded({ name: "roll-back" }),
        confirmed,
        besideIs({ route: writtenRoute(alone), since: "2026-07-06T09:00:01.000Z" }),
      )
      .when(polled)
      .then([]);
    serverless
      .given(...onTrial, commanded({ name: "roll-back" }))
      .when(settled)
      .then(
        [["rollout-rolled-back", { config: "meadow-1", ...ended }]],
        ["mark-package", "set-approval", ["delete-endpoint", { apart, config: trialConfig }]],
      )
      .leaves({ rollout: null });
  });

  it("is asked for by a promotion too that goes wrong, with the config before", () => {
    serverless
      .given(...onTrial, commanded({ name: "promote" }))
      .when(commanded({ name: "roll-back" }))
      .then(
        ["command-accepted", "weights-shifted", "effect-dropped", "effect-dropped"],
        [
          ["set-route", { expectedRoutes: [shared(20), shared(100)] }],
          ["restore-config", { expected: { configs: ["meadow-1", sole] } }],
        ],
      );
  });

  it("waits until an endpoint that is being created can be deleted", () => {
    const early = [there, registered(2), approve, confirmed] as const;
    const creating = besideIs({ endpoint: { exists: true, status: "Creating", config: trialConfig } });
    const begun: Step = (model) => {
      model.found.beside = {
        endpoint: {
          ...{ exists: true, status: "Creating", config: trialConfig, pendingConfig: null },
          ...{ variants: [], failureReason: null },
        },
        route: { value: null, since: null },
      };
      return [];
    };
    const back = [...early, begun, commanded({ name: "roll-back" }), settled] as const;
    serverless
      .given(...back, creating)
      .when(polled)
      .then([]);
    serverless
      .given(...back, besideIs({ endpoint: { status: "InService" } }), polled)
      .when(polled)
      .then(["rollout-rolled-back"], ["mark-package", "set-approval", "delete-endpoint"]);
  });

  it("ends a trial whose endpoint cannot be created, with SageMaker's reason, and clears it away", () => {
    const failed: Step = (model) => {
      model.found.beside = {
        endpoint: {
          ...{ exists: true, status: "Failed", config: trialConfig, pendingConfig: null, variants: [] },
          failureReason: "The container did not pass the ping health check.",
        },
        route: { value: null, since: null },
      };
      return [];
    };
    serverless
      .given(there, registered(2), approve, confirmed, failed, polled)
      .when(polled)
      .then(
        [
          [
            "rollout-rolled-back",
            ended,
            `The challenger's endpoint ${second} could not be created: The container did not pass the ping health check.`,
          ],
        ],
        ["mark-package", "set-approval", "delete-endpoint"],
      );
  });

  it("is asked for when the policy has no rollout any more, of which no share could be read", () => {
    serverless
      .given(there, registered(2), approve, policyBecomes({ serving: "serverless" }))
      .when(settled)
      .then(
        [["weights-shifted", { to: 0, next: { deploy: "original" } }, "The policy has no rollout any more."]],
        [["set-route", { route: alone }], "restore-config"],
      );
  });

  it("ends a trial whose endpoint SageMaker refuses to create", () => {
    serverless
      .given(there, registered(2), approve)
      .when(refused("create-endpoint"))
      .then(
        [
          "effect-failed",
          ["rollout-rolled-back", ended, `The challenger's endpoint ${second} could not be created: Val`],
          "effect-dropped",
          "effect-dropped",
        ],
        ["mark-package", "set-approval", "delete-endpoint"],
      );
  });

  it("holds the trial when the route cannot be written", () => {
    serverless
      .given(...created)
      .when(refused("set-route"))
      .then(["effect-failed", "rollout-held"]);
  });
});

describe("what someone else made of a trial on two endpoints", () => {
  const seenTwice = (step: Step) => [...onTrial, step, polled] as const;

  it.each([
    [
      "a route of other shares",
      besideIs({ route: writtenRoute(shared(50)) }),
      /holds \{"model":"meadow".*"weight":50.*should hold/,
    ],
    ["no route", besideIs({ route: null }), /parameter \/meadow\/route does not exist/],
    ["what is no route", besideIs({ route: "meadow-prod" }), /holds no route \(is no JSON/],
    [
      "another config of the challenger's endpoint",
      besideIs({ endpoint: { config: "by-hand" } }),
      /challenger's endpoint \S+ has config by-hand/,
    ],
    ["another config of the model's own endpoint", endpointIs({ config: "by-hand" }), /with config by-hand/],
  ])("%s holds it, and is left alone", (_, step, words) => {
    serverless
      .given(...seenTwice(step))
      .when(polled)
      .then([["endpoint-changed-outside", { expectedConfig: "meadow-1" }, words], "rollout-held"]);
  });

  it.each([
    ["gone", gone, `The challenger's endpoint ${second} does not exist any more, and the route leads there.`],
    [
      "failed",
      besideIs({ endpoint: { status: "Failed", failureReason: "no image" } }),
      `The challenger's endpoint ${second} is Failed: no image.`,
    ],
  ])("leads everybody back to the champion when the challenger's endpoint is %s", (_, step, reason) => {
    serverless
      .given(...seenTwice(step))
      .when(polled)
      .then(
        [["weights-shifted", { to: 0, route: { route: alone } }, reason]],
        ["set-route", "restore-config"],
      );
  });

  it("is no reason to hold when it did not stay", () => {
    serverless
      .given(...seenTwice(besideIs({ route: null })), besideIs({ route: writtenRoute(shared(20)) }))
      .when(polled)
      .then([["signal-observed", { unconfirmed: null }]]);
  });

  it("holds a trial whose endpoint is not in service by its deadline", () => {
    const waiting = [there, registered(2), approve, confirmed] as const;
    const creating: Step = (model) => {
      model.found.beside = {
        endpoint: {
          ...{ exists: true, status: "Creating", config: trialConfig, pendingConfig: null },
          ...{ variants: [], failureReason: null },
        },
        route: { value: null, since: null },
      };
      return [];
    };
    serverless
      .given(...waiting, creating, later(60 * minute + 1), polled)
      .when(polled)
      .then([
        [
          "rollout-held",
          {},
          `The challenger's endpoint ${second} is Creating; it should have been in service`,
        ],
      ]);
  });
});

describe("a held trial on two endpoints that is resumed", () => {
  const held = (step: Step) => [...onTrial, step, polled, polled] as const;
  const resume = commanded({ name: "resume" });

  it("goes on with the share that the route has now", () => {
    serverless
      .given(...held(besideIs({ route: writtenRoute(shared(50)) })))
      .when(resume)
      .then(["command-accepted", ["resumed", { route: shared(50) }]], ["start-rollout"])
      .leaves({ rollout: { phase: "looking", weight: 50, apart: { routes: [shared(50)] } } });
  });

  it("is refused while the route is none, or leads where nothing answers, with what to write", () => {
    const refusedWith = (step: Step, ...after: readonly Step[]) =>
      refusal(serverless.given(...held(step), ...after).when(resume).entries);
    expect(refusedWith(besideIs({ route: "meadow-prod" }))).toMatch(
      /holds no route .*; write \{"model":"meadow","champion":\{"endpoint":"meadow-prod","weight":100\}\} into it/,
    );
    expect(refusedWith(besideIs({ route: writtenRoute(shared(50)) }), gone)).toMatch(
      /leads to driftwheel-meadow-v2-1, which does not exist; write/,
    );
    expect(refusedWith(endpointIs({ config: "by-hand" }))).toMatch(
      /the endpoint has config by-hand, with which the trial cannot go on/,
    );
    expect(refusedWith(besideIs({ route: writtenRoute({ ...shared(50), rollout: "other" }) }))).toMatch(
      /which is not of this trial/,
    );
  });

  it("ends where nothing leads to the challenger any more", () => {
    serverless
      .given(
        ...held(besideIs({ route: writtenRoute(shared(50)) })),
        gone,
        besideIs({ route: writtenRoute(alone) }),
      )
      .when(resume)
      .then(
        [
          "command-accepted",
          "resumed",
          ["rollout-rolled-back", ended, "the challenger's own does not serve"],
        ],
        ["mark-package", "set-approval", "delete-endpoint"],
      );
  });
});

it("of another kind than the policy says its endpoint takes no trial", () => {
  const outcome = serverless
    .given(endpointIs({ traits: { ...traits, serverless: false } }), registered(2))
    .when(commanded({ name: "start-rollout", version: 2 }));
  expect(refusal(outcome.entries)).toMatch(/failed the gate/);
  expect(outcome.effects).toEqual([]);
});

describe("a version of a model that queues requests", () => {
  const topic = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;
  const queuedInput: Partial<ModelPolicyInput> = {
    ...routed,
    serving: "asynchronous",
    asynchronous: { successTopic: topic("answers"), errorTopic: topic("errors") },
  };
  const queued = underPolicy(queuedInput);
  const queue = endpointIs({ traits: { ...traits, serverless: false, asynchronous: true } });

  it("gets an endpoint of its own, and its share by the route", () => {
    queued
      .given(queue, registered(2))
      .when(approve)
      .then(
        ["command-accepted", "candidate-approved", ["rollout-started", { weight: 0, apart }]],
        ["set-approval", "start-rollout", ["create-endpoint", { apart }]],
      );
    queued
      .given(queue, registered(2), approve)
      .when(settled)
      .then([["weights-shifted", { from: 0, to: 20 }]], [["set-route", { route: shared(20) }]]);
  });

  describe("whose champion is scaled", () => {
    const begun = [queue, scaled("main"), registered(2), approve, settled, settled] as const;
    const best = looked({ challenger: { successes: 360 } });
    const promotes = underPolicy({ ...queuedInput, rollout: { ramp: [20], minimumEffect: 0.05 } });
    const off = [{ variant: "main", scaling: null, before: scaling }];
    const given = [{ variant: "version-2", scaling: challengersScaling, before: null }];

    it("begins unscaled, and is not prepared", () => {
      promotes
        .given(queue, scaled("main"), registered(2))
        .when(approve)
        .then(
          ["command-accepted", "candidate-approved", "rollout-started"],
          ["set-approval", "start-rollout", "create-endpoint"],
        )
        .leaves({ rollout: { scaling: null } });
      promotes
        .given(...begun)
        .when(best)
        .after([
          { ask: "endpoint", name: "meadow-prod", beside: { endpoint: second, parameter: "/meadow/route" } },
          "scaling",
        ]);
    });

    it("is promoted once the scaling is taken off, because SageMaker takes no scaled variant away", () => {
      promotes
        .given(...begun)
        .when(best)
        .then(
          ["rollout-looked", ["weights-shifted", { to: 100, scaling: off }]],
          [
            "set-route",
            ["set-scaling", { variant: "main", scaling: null, before: scaling }],
            "deploy-winner",
          ],
        )
        .leaves({ rollout: { scaling: { champion: scaling, takenOff: true } } });
    });

    it("gets the scaling when it serves on the model's own endpoint, before the trial is over", () => {
      promotes
        .given(...begun, best)
        .when(settled)
        .then(
          [["weights-shifted", { next: { deploy: "return" }, scaling: given }]],
          ["set-route", ["set-scaling", { variant: "version-2", scaling: challengersScaling }]],
        );
      promotes
        .given(...begun, best, settled)
        .when(settled)
        .then(["rollout-promoted"], ["mark-package", "mark-package", "delete-endpoint"]);
    });

    it("leaves the scaling to the champion where the promotion is refused", () => {
      const { state, effects } = promotes.given(...begun, best).when(refused("deploy-winner"));
      expect(state.rollout).toMatchObject({ phase: "held" });
      expect(effects).toContainEqual(
        expect.objectContaining({ kind: "set-scaling", variant: "main", scaling }),
      );
    });
  });

  it("costs the champion's instances until its endpoint is deleted, whatever scaled the champion", () => {
    const over = queued.given(
      ...[queue, registered(2), approve, settled, settled, later(60 * minute)],
      ...[commanded({ name: "roll-back" }), later(10 * minute)],
    );
    // It is led away from, and waits to be deleted until nothing waits on it.
    expect(over.when(settled).state.unaccounted).toEqual([]);
    const { state } = queued
      .given(
        ...[queue, registered(2), approve, settled, settled, later(60 * minute)],
        ...[commanded({ name: "roll-back" }), settled, later(30 * minute), confirmed],
      )
      .when(polled);
    expect(state.unaccounted).toMatchObject([
      { what: "trial", config: "meadow-1", apart: true, stints: [{ variant: "main" }] },
    ]);
    const [stint] = state.unaccounted.flatMap((one) => (one.what === "trial" ? one.stints : []));
    const lasted = Date.parse(stint?.until ?? "") - Date.parse(stint?.from ?? "");
    expect(lasted).toBeGreaterThanOrEqual(90 * minute);
  });

  it("costs what it did although an undo begins before its endpoint is deleted, and each its own", () => {
    const promoted = [
      ...[queue, registered(2), approve, settled, settled, later(60 * minute)],
      ...[commanded({ name: "promote" }), settled, settled],
    ];
    const undo = commanded({ name: "undo" });
    const { state } = queued.given(...promoted, later(30 * minute)).when(undo);
    expect(state.rollout).toMatchObject({ undoes: {} });
    expect(state.unaccounted).toMatchObject([{ what: "trial", apart: true, stints: [{ variant: "main" }] }]);
    const first = queued
      .given(...promoted, undo, later(30 * minute))
      .when(answered("delete-endpoint", { ok: true, answer: {} })).state;
    // Its deletion does not end what the undo costs.
    expect(first.unaccounted).toHaveLength(1);
    expect(first.runningCosts.trial).toMatchObject({ apart: true });
  });

  it("costs nothing more of Driftwheel's once its endpoint cannot be deleted", () => {
    const { state } = queued
      .given(queue, registered(2), approve, settled, settled, commanded({ name: "roll-back" }), settled)
      .when(refused("delete-endpoint"));
    expect(state.unaccounted).toMatchObject([{ what: "trial", apart: true }]);
    expect(state.runningCosts.trial).toBeNull();
  });

  it("is judged by a champion's history that is counted as of such endpoints", () => {
    const { asked } = queued.given(queue, registered(2)).when(approve);
    expect(asked).toContainEqual(expect.objectContaining({ ask: "championHistory", asynchronous: true }));
  });
});
