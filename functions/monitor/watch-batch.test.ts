import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { ssm } from "@driftwheel/aws/clients/ssm.ts";
import { hourFolder } from "@driftwheel/aws/monitor/hour-folder.ts";
import { parse } from "@driftwheel/core/events/parse.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { columns, monitoredTides } from "./testing/monitored-tides.ts";
import { watch } from "./watch.ts";

const { bell, events, put, local } = monitoredTides();
const route = "/tides/route";
const routed = (value: string) =>
  ssm().send(new PutParameterCommand({ Name: route, Value: value, Type: "String", Overwrite: true }));

beforeAll(() => routed(JSON.stringify({ model: "tides", champion: { model: "first-model" } })));

/** Each test has jobs, reports and a folder of its own. */
function policy(folder: string, changes: Partial<ModelPolicy["drift"]> = {}): ModelPolicy {
  const { drift, ...others } = policyFor("tides", {
    serving: "batch",
    batch: { jobs: `tides-${folder}` },
    route: { parameter: route },
    drift: {
      monitor: "driftwheel",
      sensitivity: { falseAlarmsPerYear: 4, minEffect: 0.2 },
      capture: `s3://tides/${folder}`,
      columns: [...columns],
    },
  });
  return { ...others, drift: { ...drift, ...changes } };
}

/** A window that holds what was written until now: S3 says when that was. */
const untilNow = () => ({ start: new Date(Date.now() - 600_000), end: new Date(Date.now() + 1_000) });

async function transformed(folder: string, rows: readonly string[], answers: readonly string[]) {
  const hour = hourFolder(new Date());
  await put(`${folder}/in/nights.csv`, rows.join("\n"));
  await put(`${folder}/out/nights.csv.out`, answers.join("\n"));
  await put(`${folder}/input/${hour}/1.json`, `[{"prefix":"s3://tides/${folder}/in/"},"nights.csv"]`);
  await put(`${folder}/output/${hour}/2.json`, `[{"prefix":"s3://tides/${folder}/out/"},"nights.csv.out"]`);
}

const row = (swell: number) => `${bell(swell)},${bell(10)}`;
const rows = (count: number, swell: number) => Array.from({ length: count }, () => row(swell));
const answer = "0.5,1f1d57b1-2e6f-488c-8c30-db4e6d757861,2026-03-09T13:00:05Z";

describe("what transform jobs captured in a window", () => {
  it("is judged row by row against the baseline of the model that the route names", async () => {
    await transformed(
      "calm",
      rows(400, 1),
      Array.from({ length: 400 }, () => answer),
    );
    const calm = await watch(policy("calm"), untilNow());
    expect(calm).toMatchObject({ result: "assessed", rows: 400, unread: 0, violated: [] });
    await transformed(
      "rough",
      rows(400, 2.5),
      Array.from({ length: 400 }, () => answer),
    );
    const rough = await watch(policy("rough"), untilNow());
    expect(rough).toMatchObject({ result: "assessed", rows: 400, violated: ["swell"] });
    expect(parse(events.at(-1))).toMatchObject({
      signal: { kind: "drift-reported", endpoint: "tides-rough", rows: 400 },
    });
  });

  it("is not judged where an output does not fit its input, and is told with both files", async () => {
    await transformed(
      "short",
      rows(300, 1),
      Array.from({ length: 299 }, () => answer),
    );
    expect(await watch(policy("short"), untilNow())).toMatchObject({
      result: "not-judged",
      rows: 0,
      unread: 300,
    });
    const words =
      "s3://tides/short/out/nights.csv.out: has 299 lines; expected 300, one for each line of its input s3://tides/short/in/nights.csv";
    expect(parse(events.at(-1))).toMatchObject({
      signal: {
        kind: "window-not-judged",
        problem: { reason: "all-unread", words: expect.stringContaining(words) },
      },
    });
  });

  it("is told to be judged in part where one of two outputs does not fit, however few files they are", async () => {
    const hour = hourFolder(new Date());
    await transformed(
      "mixed",
      rows(200, 1),
      Array.from({ length: 200 }, () => answer),
    );
    await put("mixed/more/days.csv", rows(600, 1).join("\n"));
    await put("mixed/out/days.csv.out", Array.from({ length: 599 }, () => answer).join("\n"));
    await put(`mixed/input/${hour}/3.json`, '[{"prefix":"s3://tides/mixed/more/"},"days.csv"]');
    await put(`mixed/output/${hour}/4.json`, '[{"prefix":"s3://tides/mixed/out/"},"days.csv.out"]');
    expect(await watch(policy("mixed"), untilNow())).toMatchObject({ rows: 200, unread: 600 });
    expect(JSON.stringify(parse(events.at(-1)))).toContain("days.csv.out: has 599 lines; expected 600");
  });

  it("says which input is not there any more", async () => {
    await transformed(
      "lost",
      rows(300, 1),
      Array.from({ length: 300 }, () => answer),
    );
    await local().objects.delete("tides", "lost/in/nights.csv");
    await watch(policy("lost"), untilNow());
    expect(JSON.stringify(parse(events.at(-1)))).toContain(
      "s3://tides/lost/in/nights.csv: is not there any more; expected the input of s3://tides/lost/out/nights.csv.out",
    );
  });

  it("is nothing, and no mistake, where no job captured anything", async () => {
    await watch(policy("nothing"), untilNow());
    expect(parse(events.at(-1))).toMatchObject({ signal: { problem: { reason: "no-requests" } } });
  });

  it("is not judged where a manifest cannot be read, and the manifest is named", async () => {
    const hour = hourFolder(new Date());
    await put(`broken/output/${hour}/1.json`, '{"prefix":"s3://tides/"}');
    await expect(watch(policy("broken"), untilNow())).rejects.toThrow(
      `s3://tides/broken/output/${hour}/1.json`,
    );
    expect(parse(events.at(-1))).toMatchObject({ signal: { problem: { reason: "failed" } } });
    expect(await local().objects.get("tides", "broken/statistics.json")).toBeNull();
  });

  it("is not judged while the route names no model, and it is told what the route says", async () => {
    await transformed(
      "astray",
      rows(400, 1),
      Array.from({ length: 400 }, () => answer),
    );
    await routed("first-model");
    await watch(policy("astray"), untilNow());
    await routed(JSON.stringify({ model: "tides", champion: { model: "first-model" } }));
    const words = `Nobody knows which model tides-astray uses: the SSM parameter ${route}: is no JSON; expected {"model": "frost", "champion": {"model": "frost-v3"}}.`;
    expect(parse(events.at(-1))).toMatchObject({ signal: { problem: { reason: "no-endpoint", words } } });
  });
});
