import type { ModelPolicy, ModelPolicyInput } from "../../policy/policy.ts";
import { policyFor } from "../../policy/testing/fleet.ts";
import { writtenRoute } from "../../routing/route.ts";
import type { Command, CommandOrigin } from "../../vocabulary/command.ts";
import type { Effect } from "../../vocabulary/effect.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import type {
  EndpointFact,
  Facts,
  PipelineExecutionFact,
  Question,
  RetrainingJobFact,
} from "../../vocabulary/fact.ts";
import type { VariantScaling } from "../../vocabulary/scaling.ts";
import type { Approval, Signal } from "../../vocabulary/signal.ts";
import { type EndpointChange, initialState, type Rollout, type State } from "../../vocabulary/state.ts";
import type { Apart } from "../../vocabulary/trial/route.ts";
import { winnerVariant } from "../apart/routes.ts";
import { decide } from "../decide.ts";
import { evolve } from "../evolve.ts";
import { questions } from "../questions.ts";
import { divisionAt } from "../rollout/challengers/division.ts";

export const minute = 60_000;
const group = "arn:aws:sagemaker:eu-west-3:444455556666:model-package/meadow";
export const arn = (version: number) => `${group}/${version}`;

const usual = {
  // The sweep misses no windows of a monitor that is not Driftwheel's own, however much time a test lets go by.
  drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 4 } },
  retrain: {
    pipeline: "meadow-train",
    cooldown: "3 hours",
    // Only a test of the budget is told of it.
    budget: { perMonth: "$10", perRun: "$4", alertAt: 1 },
    parameters: { Champion: { from: "champion model data" } },
  },
  approve: { by: "person", within: "2 days" },
  rollout: { ramp: [20, 60] },
  alerts: {},
} as const satisfies Partial<ModelPolicyInput>;

/** Two readings of the endpoint confirm one another whatever the time between them, unless a test says a time. */
function policyOf(changes: Partial<ModelPolicyInput>): ModelPolicy {
  const policy = policyFor("meadow", { ...usual, ...changes });
  return changes.rollout?.stableFor ? policy : { ...policy, rollout: { ...policy.rollout, stableFor: 0 } };
}

/** What an order to carry out a command may say beside the command. */
type Given = Partial<CommandOrigin> & { readonly expectedSequence?: number | null; readonly key?: string };

/**
 * One model with champion version 1, its registry and its endpoint, and decisions taken as the shell takes them:
 * only what a decision asks for is found out.
 */
export function model(changes: Partial<ModelPolicyInput> = {}) {
  let policy = policyOf(changes);
  let state: State = initialState("meadow");
  let now = Date.parse("2026-07-06T09:00:00.000Z");
  let signals = 0;
  const asked: Question[] = [];
  const registry = new Map<number, { approval: Approval; error: number }>();
  /** What a test says that is found out, whatever the world would answer. */
  let said: Facts = {};
  const found: { -readonly [Field in keyof EndpointFact]: EndpointFact[Field] } = {
    exists: true,
    status: "InService",
    config: "meadow-1",
    pendingConfig: null,
    variants: [{ name: "main", weight: 1, model: "meadow-1", package: arn(1) }],
    failureReason: null,
  };
  /** How variants are scaled, and people's alarms on the champion's. */
  const scaling: Record<string, VariantScaling> = {};
  const alarms: string[] = [];
  const pipeline: { -readonly [Field in keyof PipelineExecutionFact]: PipelineExecutionFact[Field] } = {
    status: "Executing",
    failureReason: null,
  };

  const job: { -readonly [Field in keyof RetrainingJobFact]: RetrainingJobFact[Field] } = {
    status: "Executing",
    execution: "",
    failureReason: null,
    model: null,
  };

  function answer(question: Question): Facts[keyof Facts] {
    const { ask } = question;
    const known = said[ask];
    // What a test says of costs is said of whatever is asked about.
    if (known !== undefined) return "of" in question ? { ...known, of: question.of } : known;
    const version = ask === "candidate" ? Number(question.arn.split("/").at(-1)) : 0;
    const candidate = registry.get(version);
    switch (ask) {
      case "endpoint":
        return { ...found };
      case "championHistory":
        return { trials: 60, successes: 45, invocations: 60, errors: 0, latency: 900 };
      case "scaling":
        return { variants: { ...scaling }, alarms: { main: alarms } };
      case "championPackage":
        return { modelDataUrl: "s3://meadow/1/model.tar.gz" };
      case "formerPackage":
        return { exists: true, approval: "Approved" };
      case "candidate":
        return {
          version,
          status: "Completed",
          approval: candidate?.approval ?? null,
          modelDataUrl: null,
          evaluationUri: `s3://meadow/${version}/evaluation.json`,
          evaluation: { ok: true, json: { mae: candidate?.error } },
          championEvaluation: null,
        };
      case "packages":
        return {
          versions: [...registry].map(([number, { approval }]) => ({
            arn: arn(number),
            version: number,
            status: "Completed",
            approval,
          })),
        };
      case "pipelineExecution":
        return { ...pipeline };
      case "retrainingJob":
        return { ...job, execution: question.name };
      case "freshData":
        throw new Error("A test whose model waits for data says what has come.");
      case "transformJobs":
        return { jobs: [] };
      // What it cost is known when a test says so.
      case "retrainingUsage":
        return { of: question.of, region: null, used: [], unread: ["nobody looked"], unknown: [] };
      case "trialVariants":
        return {
          ...{ of: question.of, region: null, variants: {}, exists: true, unread: "nobody looked" },
          ...{ changes: {}, changesUnread: null },
        };
      case "functionTimes":
        return {
          ...{ month: "none that was asked for", region: null, functions: [], rows: null, unread: null },
          models: { all: 1, watched: 1, judged: 0 },
        };
      case "violations":
        return { violations: [] };
      case "monitorRun":
        throw new Error("A test that lets a monitor's run end says what it found.");
    }
  }

  /** The challenger's endpoint, the route and the model's own endpoint become what was asked for, and callers know it. */
  function settleApart(
    { phase, trialConfig, originalConfig, champion, challenger, endpoint }: Rollout,
    { keptFor }: Apart,
    { config, route }: EndpointChange,
  ): void {
    const since = new Date(now).toISOString();
    const none = { exists: false, status: "Unknown", config: null, pendingConfig: null } as const;
    const before = found.beside ?? {
      endpoint: { ...none, variants: [], failureReason: null },
      route: { value: null, since: null },
    };
    if (phase === "deploying") {
      found.beside = {
        ...before,
        endpoint: { ...before.endpoint, exists: true, status: "InService", config: trialConfig },
      };
      return;
    }
    found.beside = { ...before, route: route ? { value: writtenRoute(route), since } : before.route };
    const [serves, its] =
      config === originalConfig
        ? [champion.variant, champion.package]
        : [winnerVariant({ champion, challenger, endpoint }), challenger.package];
    found.config = config;
    found.variants = [{ name: serves, weight: 1, model: serves, package: its }];
    now += keptFor;
  }

  /** What the variants of the trial are made of. */
  const packages = new Map<string, string | null>();
  let last: Signal | null = null;
  const written: Entry[] = [];

  function tell(signal: Signal): readonly Entry[] {
    last = signal;
    let facts: Facts = {};
    asked.length = 0;
    for (;;) {
      const open = questions(state, signal, facts, policy);
      if (open.length === 0) break;
      const twice = open.find(({ ask }) => facts[ask] !== undefined);
      if (twice) throw new Error(`What was found out is asked for again: ${twice.ask}.`);
      for (const question of open) {
        asked.push(question);
        facts = { ...facts, [question.ask]: answer(question) };
      }
    }
    const { entries } = decide(state, { signal, facts }, policy, new Date(now));
    state = entries.reduce(evolve, state);
    written.push(...entries);
    return entries;
  }

  const at = () => new Date(now).toISOString();
  const next = (name: string) => ({ identity: `${name} ${++signals}`, at: at() });

  const world = {
    get state() {
      return state;
    },
    /** The whole ledger. */
    written,
    /** What retrains where no pipeline does, as it is found. */
    job,
    /** What the last decision asked for. */
    asked,
    /** What the world answers to a question. */
    answer,
    get policy() {
      return policy;
    },
    /** The fleet is deployed with another policy. */
    rule(changed: Partial<ModelPolicyInput>) {
      policy = policyOf(changed);
      return world;
    },
    found,
    scaling,
    alarms,
    pipeline,
    registry,
    tell,
    /** The last signal is delivered once more. */
    again: () => (last ? tell(last) : []),
    /** Identity and time of one more signal. */
    next,
    /** What is found out from now on, whatever the world would answer. */
    say(facts: Facts) {
      said = { ...said, ...facts };
      return world;
    },
    later(milliseconds: number) {
      now += milliseconds;
      return world;
    },
    give(command: Command, given: Given = {}) {
      const { key = String(++signals), expectedSequence = null, ...origin } = given;
      return tell({
        kind: "command-given",
        identity: `command meadow ${key}`,
        at: at(),
        model: "meadow",
        command,
        by: "ada",
        route: "api",
        reason: "the harvest is near",
        expectedSequence,
        ...origin,
      });
    },
    /** The registry tells of a version; one that is new meets the gate. */
    told(version: number, approval: Approval = "PendingManualApproval", error = 1) {
      registry.set(version, { approval, error: registry.get(version)?.error ?? error });
      return tell({
        kind: "model-package-changed",
        ...next(`package ${version} ${approval}`),
        group: "meadow",
        version,
        arn: arn(version),
        status: "Completed",
        approval,
        updatedFields: ["ModelApprovalStatus"],
        approvalDescription: null,
      });
    },
    sweep: () => tell({ kind: "swept", ...next("sweep"), model: "meadow" }),
    newData: (description: string) =>
      tell({
        kind: "new-data-arrived",
        ...next("new data"),
        model: "meadow",
        source: "labels",
        description,
      }),
    /** Everything in the outbox is done outside, and is confirmed. */
    confirm() {
      for (const { effect } of state.outbox) {
        if (effect.kind === "set-approval") {
          const version = Number(effect.package.split("/").at(-1));
          registry.set(version, {
            approval: effect.approval,
            error: registry.get(version)?.error ?? 1,
          });
        }
        if (effect.kind === "set-scaling") {
          if (effect.scaling) scaling[effect.variant] = effect.scaling;
          else delete scaling[effect.variant];
        }
        tell({
          kind: "effect-answered",
          ...next(effect.token),
          model: "meadow",
          sequence: effect.sequence,
          effect: effect.kind,
          token: effect.token,
          outcome: { ok: true, answer: startsSomething(effect) ? { execution: "run-1" } : {} },
        });
      }
      return world;
    },
    /** The endpoint gets what the rollout asked for, and the rollout sees it. */
    settle() {
      world.confirm();
      const { rollout } = state;
      if (!rollout?.change) return [];
      const { champion, challenger, trialConfig, originalConfig, weight, change } = rollout;
      if (rollout.apart) {
        settleApart(rollout, rollout.apart, change);
        return tell({ kind: "rollout-polled", ...next("poll"), model: "meadow", rollout: rollout.rollout });
      }
      const variant = (name: string, share: number, of: string | null) => ({
        name,
        weight: share,
        model: name,
        package: of,
      });
      for (const { variant: name, package: its } of [
        champion,
        challenger,
        ...rollout.others.map((other) => other.challenger),
      ])
        packages.set(name, its);
      found.config = change.config;
      if (found.instances) found.instances = { ...found.instances, ...change.instances };
      if (rollout.paired) {
        const serves = change.config === originalConfig ? champion : challenger;
        found.variants = [variant(champion.variant, 1, serves.package)];
        return tell({ kind: "rollout-polled", ...next("poll"), model: "meadow", rollout: rollout.rollout });
      }
      found.variants = rollout.guardrails
        ? [
            change.config === trialConfig
              ? variant(challenger.variant, 1, challenger.package)
              : variant(champion.variant, 1, champion.package),
          ]
        : change.config === trialConfig
          ? rollout.shadow && !rollout.shadow.over
            ? [variant(champion.variant, 1, champion.package)]
            : Object.entries(divisionAt(rollout, weight)).map(([name, share]) =>
                variant(name, share, packages.get(name) ?? null),
              )
          : change.config === originalConfig
            ? [variant(champion.variant, 1, champion.package)]
            : [variant(challenger.variant, 1, challenger.package)];
      return tell({ kind: "rollout-polled", ...next("poll"), model: "meadow", rollout: rollout.rollout });
    },
    /** Someone else deploys something. */
    changedByHand(config: string) {
      found.config = config;
      world.sweep();
      return world.sweep();
    },
    effects: () => state.outbox.map(({ effect }) => effect).filter(({ kind }) => kind !== "publish-entry"),
    stage: (version: number) => state.candidates[arn(version)]?.stage,
  };
  return world;
}

export const kinds = (entries: readonly Entry[]) => entries.map(({ kind }) => kind);

/** Why the command was refused; fails when it was not. */
export function refusal(entries: readonly Entry[]): string {
  const refused = entries.find((entry) => entry.kind === "command-refused");
  if (!refused) throw new Error(`Nothing was refused: ${kinds(entries).join(", ")}`);
  return refused.data.why;
}

function startsSomething({ kind }: Effect): boolean {
  return kind === "start-pipeline" || kind === "start-retraining";
}
