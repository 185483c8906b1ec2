import { pointTo } from "@driftwheel/aws/testing/json-wire.ts";
import { parse } from "@driftwheel/core/events/parse.ts";
import type { ModelPolicy, ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { afterEach, beforeEach, vi } from "vitest";
import type { JudgedHour } from "../judge-hour.ts";
import { judgeHours } from "../quality-hours.ts";

/** Ground truth that was collected from 14 to 15 o'clock is judged once 15:05 is over. */
export const closed = new Date("2026-04-07T15:06:00Z");
export const folder = "2026/04/07/14";
export const hourEnd = "2026-04-07T15:00:00.000Z";

export const label = (id: string, value: number) =>
  JSON.stringify({
    groundTruthData: { data: String(value), encoding: "CSV" },
    eventMetadata: { eventId: id },
    eventVersion: "0",
  });

export const captured = (id: string, answer: number) =>
  JSON.stringify({
    captureData: {
      endpointInput: { data: "1,2", encoding: "CSV", mode: "INPUT", observedContentType: "text/csv" },
      endpointOutput: {
        data: `${answer}\n`,
        encoding: "CSV",
        mode: "OUTPUT",
        observedContentType: "text/csv",
      },
    },
    eventMetadata: { eventId: `e-${id}`, inferenceId: id, inferenceTime: "2026-04-07T09:00:00Z" },
    eventVersion: "0",
  });

export function policy(quality: object = {}, rollout?: ModelPolicyInput["rollout"]): ModelPolicy {
  return policyFor("tides", {
    ...(rollout && { rollout }),
    drift: {
      monitor: "driftwheel",
      sensitivity: { falseAlarmsPerYear: 4 },
      capture: "s3://tides/capture",
    },
    quality: {
      groundTruth: "s3://tides/truth",
      problem: "regression",
      success: { within: 1 },
      constraints: [{ metric: "mae", atMost: 1.2 }],
      ...quality,
    },
  });
}

/** A small AWS of each test's own, with the bucket of the tides' captures and labels, and what was told and put. */
export function labelledTides() {
  let local: LocalServer;
  let reports: object[];
  let notJudged: object[];
  let put: { name: string; variant: string | undefined; value: number }[];

  beforeEach(async () => {
    // CloudWatch takes outcomes of requests of the last two weeks.
    vi.useFakeTimers({ toFake: ["Date"], now: closed });
    local = await startLocal();
    pointTo(local.url);
    reports = [];
    notJudged = [];
    put = [];
    local.world.buses.observe((_, event) => {
      if (event.source === "driftwheel.monitor") {
        (event["detail-type"] === "Drift Report" ? reports : notJudged).push(event);
      }
    });
    const record = local.world.metrics.put.bind(local.world.metrics);
    local.world.metrics.put = (data) => {
      for (const { name, dimensions, value, namespace } of data) {
        if (namespace === "Driftwheel") put.push({ name, variant: dimensions.VariantName, value });
      }
      record(data);
    };
  });
  afterEach(async () => {
    await local.close();
    vi.useRealTimers();
  });

  const write = (key: string, lines: readonly string[]) =>
    local.world.objects.put("tides", key, new TextEncoder().encode(lines.join("\n")));
  async function written(file: string): Promise<unknown> {
    const key = `driftwheel/reports/tides-prod/driftwheel-quality/2026/04/07/15/${file}`;
    const body = await local.world.objects.get("tides", key);
    return body && JSON.parse(new TextDecoder().decode(body));
  }
  /** Requests at an hour of the day, answered by a variant with errors of about this size; answers their labels. */
  async function served(
    variant: string,
    hour: string,
    count: number,
    error: number,
  ): Promise<readonly string[]> {
    const random = xoroshiro128plus(count);
    const share = () => (random.next() >>> 0) / 2 ** 32;
    const ids = Array.from({ length: count }, (_, index) => `${variant}-${hour}-${index}`);
    const truth = ids.map(() => Math.round(share() * 2_000) / 100);
    const answers = truth.map((value) => value + error * (share() - 0.5) * 2);
    await write(
      `capture/tides-prod/${variant}/2026/04/07/${hour}/00-a.jsonl`,
      ids.map((id, index) => captured(id, answers[index] ?? 0)),
    );
    return ids.map((id, index) => label(id, truth[index] ?? 0));
  }

  /** Requests of four rows and ten users, each user's all answered rightly or all wrongly, and their labels. */
  async function rows(variant: string, count: number): Promise<void> {
    const ids = Array.from({ length: count }, (_, index) => index);
    await write(
      `capture/tides-prod/${variant}/2026/04/07/13/00-a.jsonl`,
      ids.map((id) => {
        const line = JSON.parse(captured(`rows-${id}`, 0)) as { captureData: Record<string, object> };
        const { endpointInput, endpointOutput } = line.captureData;
        const user = JSON.stringify({ user: `user-${id % 10}`, rows: [1, 2, 3, 4] });
        return JSON.stringify({
          ...line,
          captureData: {
            endpointInput: {
              ...endpointInput,
              data: user,
              encoding: "JSON",
              observedContentType: "application/json",
            },
            endpointOutput: { ...endpointOutput, data: "1\n1\n1\n1\n" },
          },
        });
      }),
    );
    const truth = (id: number) => (id % 10 < 6 ? "1\n1\n1\n1\n" : "9\n9\n9\n9\n");
    await write(
      `truth/${folder}/labels.jsonl`,
      ids.map((id) => label(`rows-${id}`, 0).replace('"0"', JSON.stringify(truth(id)))),
    );
  }

  async function judge(of: ModelPolicy = policy(), now = closed): Promise<readonly JudgedHour[]> {
    const judged: JudgedHour[] = [];
    for await (const hour of judgeHours(of, now)) if (hour.result !== "not-judged") judged.push(hour);
    return judged;
  }
  /** Why hours were not judged, by their ends. */
  function problems(): Readonly<Record<string, { readonly reason: string; readonly words: string }>> {
    return Object.fromEntries(
      notJudged.flatMap((event) => {
        const parsed = parse(event);
        return parsed.result === "signal" && parsed.signal.kind === "window-not-judged"
          ? [[parsed.signal.windowEnd, parsed.signal.problem]]
          : [];
      }),
    );
  }
  const trials = () =>
    Object.fromEntries(
      Object.entries(Object.groupBy(put, ({ name, variant }) => `${variant} ${name}`)).map(
        ([key, data = []]) => [key, data.reduce((sum, { value }) => sum + value, 0)],
      ),
    );
  return {
    write,
    written,
    served,
    rows,
    judge,
    problems,
    trials,
    local: () => local.world,
    reports: () => reports,
    put: () => put,
  };
}
