import { join } from "node:path";
import { DescribeEndpointCommand } from "@aws-sdk/client-sagemaker";
import type { Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import { rowOf } from "@driftwheel/example-frost/image/features.ts";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { invokeEndpoint } from "@driftwheel/example-frost/world/invoke.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { trainOnCity } from "../another-city.ts";
import { whileAsked } from "../live/while-asked.ts";
import { type SmallAws, startSmallAws } from "../small-aws.ts";
import fleet from "./shadow/fleet.ts";

/*
 * Versions of the frost model that are shadows before they answer anybody, on real processes: one that learned New York's
 * days does not agree with the champion on Seattle's and is taken back; one that learned Seattle's does, and goes on to the
 * ramp. The requests are the test's own, so it knows each answer and who gave it.
 */
let aws: SmallAws;
/** What each answer of a model took, as it is told to CloudWatch, microseconds. */
const latencies: { readonly variant: string | undefined; readonly value: number; readonly at: number }[] = [];
/** By the variant that answered, as the response's header says. */
const answeredBy: string[] = [];

beforeAll(async () => {
  aws = await startSmallAws(3, join(import.meta.dirname, "shadow/fleet.ts"));
  const { metrics } = aws.local.world;
  const record = metrics.put.bind(metrics);
  metrics.put = (data) => {
    for (const { name, dimensions, value, timestamp } of data) {
      if (name !== "ModelLatency") continue;
      latencies.push({ variant: dimensions.VariantName, value, at: timestamp.getTime() });
    }
    record(data);
  };
  aws.begin();
  // The champion's past, by which slow answers are known.
  await ask("before");
});

afterAll(() => aws.close());

const count = 400;
const period = 10_000;

interface Answered {
  readonly row: string;
  readonly predicted: number;
}

async function answer(row: string, id?: string): Promise<number> {
  const response = await fetch(`${aws.local.url}/endpoints/${frost.endpoint}/invocations`, {
    method: "POST",
    headers: {
      "content-type": "text/csv",
      accept: "text/csv",
      ...(id === undefined ? {} : { "x-amzn-sagemaker-inference-id": id }),
    },
    body: row,
  });
  answeredBy.push(response.headers.get("x-amzn-invoked-production-variant") ?? "nobody");
  return Number(await response.text());
}

/** So many requests, each with an id of its own, ten at a time. */
async function ask(name: string): Promise<readonly Answered[]> {
  const days = aws.days.seattle();
  const rows = Array.from({ length: count }, () => {
    const { value } = days.next();
    if (!value) throw new Error("There are no days left.");
    return rowOf(value.day).join(",");
  });
  const answers: Answered[] = [];
  for (let first = 0; first < count; first += 10) {
    answers.push(
      ...(await Promise.all(
        rows.slice(first, first + 10).map(async (row, place) => ({
          row,
          predicted: await answer(row, `${name}-${first + place}`),
        })),
      )),
    );
  }
  return answers;
}

const eventually = <Found>(look: () => Promise<Found>) =>
  vi.waitFor(look, { timeout: longestWait, interval: 300 });

function started(entries: readonly Entry[], version: number): EntryOf<"rollout-started"> | undefined {
  return entries
    .filter((entry) => entry.kind === "rollout-started")
    .find(({ data }) => data.challenger.version === version);
}

/** Resolves once copies come to the shadow, and all requests from then on are of its time. */
async function inShadow(version: number): Promise<string> {
  return eventually(async () => {
    const entries = await aws.ledger();
    const began = started(entries, version);
    const settled = entries.find(
      (entry) => entry.kind === "signal-observed" && entry.data.settled?.config === began?.data.config,
    );
    if (!began || !settled) throw new Error("It is no shadow yet.");
    // The guards count from the first whole period after the warm-up of two seconds.
    const counts = Math.ceil((Date.parse(settled.at) + 2_000) / period) * period;
    if (Date.now() < counts) throw new Error("The warm-up is not over.");
    return began.data.rollout;
  });
}

async function looksAt(rollout: string): Promise<readonly EntryOf<"shadow-looked">[]> {
  const entries = await aws.ledger();
  return entries
    .filter((entry) => entry.kind === "shadow-looked")
    .filter((entry) => entry.data.rollout === rollout);
}

const totals = (looks: readonly EntryOf<"shadow-looked">[], arm: "champion" | "challenger") =>
  looks.reduce(
    (sum, { data }) => ({
      invocations: sum.invocations + data[arm].invocations,
      errors: sum.errors + data[arm].errors,
      slow: sum.slow + data[arm].slow,
    }),
    { invocations: 0, errors: 0, slow: 0 },
  );

it("a shadow that does not agree is taken back, and answered nobody", async () => {
  const { clients } = aws;
  const before = await clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: frost.endpoint }));
  await trainOnCity(clients, "New York");
  const rollout = await inShadow(2);
  const described = await clients.sagemaker.send(
    new DescribeEndpointCommand({ EndpointName: frost.endpoint }),
  );
  expect(described).toMatchObject({
    ProductionVariants: [{ VariantName: "champion" }],
    ShadowProductionVariants: [{ VariantName: "version-2" }],
  });
  await ask("first");
  await eventually(async () =>
    expect((await aws.ledger()).map(({ kind }) => kind)).toContain("rollout-rolled-back"),
  );
  const last = (await looksAt(rollout)).at(-1);
  expect(last?.data.decision).toBe("roll-back");
  const after = await clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: frost.endpoint }));
  expect(after.EndpointConfigName).toBe(before.EndpointConfigName);
  expect(after.ShadowProductionVariants ?? []).toEqual([]);
  expect(new Set(answeredBy)).toEqual(new Set(["champion"]));
});

it(
  "a shadow that agrees answers nobody, is counted to the request, and goes on to the ramp and a promotion",
  async () => {
    const { clients, ledger } = aws;
    answeredBy.length = 0;
    await trainOnCity(clients, "Seattle");
    const rollout = await inShadow(3);
    const asked = Date.now();
    const answers = await ask("second");
    const looks = await eventually(async () => {
      const taken = await looksAt(rollout);
      expect(taken.at(-1)?.data).toMatchObject({ decision: "not-enough-data", answers: { pairs: count } });
      expect(totals(taken, "champion").invocations).toBe(count);
      return taken;
    });
    const ended = Date.now();
    await answer(answers[0]?.row ?? "", "the-last-one");
    const passed = await eventually(async () => {
      const found = (await ledger()).find((entry) => entry.kind === "shadow-passed");
      if (!found) throw new Error("It has not passed yet.");
      return found;
    });
    // All that were asked until then were asked of the shadow's time.
    expect(new Set(answeredBy)).toEqual(new Set(["champion"]));
    await eventually(async () => {
      const settled = (await ledger()).find(
        (entry) => entry.kind === "signal-observed" && entry.data.settled?.config === passed.data.config,
      );
      expect(settled).toBeDefined();
    });
    const failed = await whileAsked(aws, { invoke: invokeEndpoint(clients.runtime) }, async () => {
      const end = await eventually(async () => {
        const found = (await ledger()).findLast(({ kind }) =>
          ["rollout-promoted", "rollout-rolled-back", "rollout-held"].includes(kind),
        );
        if (!found || found.sequence < passed.sequence) throw new Error("Its trial goes on.");
        return found;
      });
      expect(end.kind, end.because).toBe("rollout-promoted");
    });
    expect(failed).toEqual([]);

    // The shadow's own answers to the same rows, asked of it now that it serves alone: whoever names a variant during a
    // trial makes a mismatch of its split.
    const own: number[] = [];
    for (const { row } of answers) own.push(await answer(row));
    const within = fleet.models.frost?.rollout.shadow?.agreement.within ?? Number.NaN;
    const agreed = answers.filter(
      ({ predicted }, place) => Math.abs(predicted - (own[place] ?? 0)) <= within,
    );
    expect(looks.at(-1)?.data.answers).toMatchObject({
      pairs: count,
      agreed: agreed.length,
      unpaired: { champion: 0, challenger: 0 },
      unread: { lines: 0 },
      repeated: 0,
      problem: null,
    });
    const began = started(await ledger(), 3);
    const limit = began?.data.history.latency ?? 0;
    expect(limit).toBeGreaterThan(0);
    for (const [arm, variant] of [
      ["champion", "champion"],
      ["challenger", "version-3"],
    ] as const) {
      const slow = latencies.filter(
        (one) => one.variant === variant && one.at >= asked && one.at < ended && one.value > limit,
      ).length;
      expect(totals(looks, arm)).toEqual({ invocations: count, errors: 0, slow });
    }
  },
  3 * longestWait,
);
