import { gzipSync } from "node:zlib";
import { reportFolder } from "@driftwheel/aws/monitor/reports.ts";
import { parse } from "@driftwheel/core/events/parse.ts";
import { parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { CaptureReader } from "@driftwheel/core/monitor/captures/capture-reader.ts";
import { plainReading } from "@driftwheel/core/monitor/payloads/payload.ts";
import { describe, expect, it } from "vitest";
import { readCaptures } from "./read-captures.ts";
import { captured, columns, monitoredTides, policy, window } from "./testing/monitored-tides.ts";
import { watch } from "./watch.ts";

const { fake, events, putBytes, put, report, bell } = monitoredTides();

describe("the captures of a window", () => {
  it("whose captures cannot be read says why", async () => {
    await put("capture/tides-prod/AllTraffic/2026/03/09/10/00-a.jsonl", captured("1,2,3", 10, 0));
    expect(await watch(policy(), window(10))).toMatchObject({
      result: "not-judged",
      unread: 1,
      reason: expect.stringContaining("a row has 3 values; expected 2"),
    });
    expect(parse(events.at(-1))).toMatchObject({
      signal: { unread: { lines: 1 }, problem: { reason: "all-unread" } },
    });
  });

  it("whose captures are partly unreadable is assessed with the rest, and its report says so", async () => {
    const lines = Array.from({ length: 150 }, (_, index) => captured(`${bell(1)},${bell(10)}`, 11, index));
    const packed = gzipSync(`${lines.slice(0, 120).join("\n")}\n`);
    const folder = "capture/tides-prod/AllTraffic/2026/03/09/11";
    await put(`${folder}/00-a.jsonl`, ["{", ...lines, "[]"].join("\n"));
    await putBytes(`${folder}/01-b.jsonl.gz`, packed.subarray(0, packed.length - 9));
    expect(await watch(policy(), window(11))).toMatchObject({ result: "assessed", unread: 3 });
    expect(JSON.parse((await report(12, "statistics.json")) ?? "")).toMatchObject({
      driftwheel: {
        late: 0,
        unread: {
          lines: 3,
          reasons: expect.arrayContaining([
            { reason: "the line is no JSON; expected one captured request", lines: expect.any(Number) },
          ]),
        },
      },
    });
  });

  it("counts every request once: in order or not, late, and in files that come again", async () => {
    const file = (hour: number, from: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        captured(`${bell(1)},${bell(10)}`, hour, from + index),
      ).join("\n");
    const at = (hour: number, name: string) =>
      `capture/tides-prod/AllTraffic/2026/03/09/${hour}/${name}.jsonl`;
    const first = file(13, 0, 100);
    await put(at(13, "30-b"), file(13, 1_500, 50).split("\n").reverse().join("\n"));
    await put(at(13, "00-a"), first);
    await put(at(13, "00-a-again"), first);
    expect(await watch(policy(), window(13))).toMatchObject({ rows: 150, late: 0 });

    await put(at(13, "50-late"), file(13, 3_000, 40));
    await put(at(14, "00-c"), `${file(13, 3_599, 1)}\n${file(14, 0, 110)}`);
    await put(at(14, "00-a-once-more"), first);
    expect(await watch(policy(), window(14))).toMatchObject({ rows: 151, late: 41 });

    await put(at(13, "55-later"), file(13, 3_300, 20));
    await put(at(14, "30-late"), file(14, 1_800, 30));
    await put(at(15, "00-d"), file(15, 0, 100));
    expect(await watch(policy(), window(15))).toMatchObject({ rows: 150, late: 50 });

    await put(at(13, "56-too-late"), file(13, 3_400, 20));
    await put(at(16, "00-e"), file(16, 0, 105));
    expect(await watch(policy(), window(16))).toMatchObject({ rows: 105, late: 0 });
  });

  it("counts no request twice that a shadow was given a copy of, nor when the shadow has gone", async () => {
    const lines = (hour: number, from: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        captured(`${bell(1)},${bell(10)}`, hour, from + index),
      ).join("\n");
    const at = (variant: string, hour: number) =>
      `capture/tides-prod/${variant}/2026/03/09/${hour}/00-a.jsonl`;
    for (const hour of [20, 21]) {
      await put(at("AllTraffic", hour), lines(hour, 0, 120));
      await put(at("copy", hour), lines(hour, 0, 110));
    }
    const [variant] = fake.configs.get("first")?.ProductionVariants ?? [];
    if (!variant) throw new Error("The endpoint has no variant.");
    fake.addConfig({
      EndpointConfigName: "beside-a-shadow",
      ProductionVariants: [variant],
      ShadowProductionVariants: [{ ...variant, VariantName: "copy" }],
    });
    fake.serve("beside-a-shadow");
    expect(await watch(policy(), window(20))).toMatchObject({ result: "assessed", rows: 120 });
    fake.serve("first");
    expect(await watch(policy(), window(21))).toMatchObject({ result: "assessed", rows: 120, late: 0 });
    expect(await watch(policy(), window(23))).toMatchObject({ rows: 0, late: 0 });
  });

  it("counts none of a shadow's copies as late when it has traffic of its own", async () => {
    const lines = (hour: number) =>
      Array.from({ length: 120 }, (_, index) => captured(`${bell(1)},${bell(10)}`, hour, index)).join("\n");
    const at = (variant: string, hour: number) =>
      `capture/tides-prod/${variant}/2026/03/09/0${hour}/00-a.jsonl`;
    const [variant] = fake.configs.get("first")?.ProductionVariants ?? [];
    if (!variant) throw new Error("The endpoint has no variant.");
    const copy = { ...variant, VariantName: "copy" };
    const beside = { EndpointConfigName: "beside-a-shadow", ProductionVariants: [variant] };
    fake.addConfig({ ...beside, ShadowProductionVariants: [copy] });
    fake.addConfig({ EndpointConfigName: "on-trial", ProductionVariants: [variant, copy] });
    await put(at("AllTraffic", 6), lines(6));
    await put(at("copy", 6), lines(6));
    fake.serve("beside-a-shadow");
    expect(await watch(policy(), window(6))).toMatchObject({ rows: 120, late: 0 });
    fake.serve("on-trial");
    for (const hour of [7, 8]) {
      await put(at("AllTraffic", hour), lines(hour));
      expect(await watch(policy(), window(hour))).toMatchObject({ rows: 120, late: 0 });
    }
  });

  it("that broke off after its captures were settled reads the same, and what came since is late", async () => {
    const folder = "capture/tides-prod/AllTraffic/2026/03/09/18";
    const lines = (from: number) =>
      Array.from({ length: 120 }, (_, index) => captured(`${bell(1)},${bell(10)}`, 18, from + index));
    await put(`${folder}/00-a.jsonl`, lines(0).join("\n"));
    const { destination, endpoint } = { destination: "s3://tides/capture", endpoint: "tides-prod" };
    const reports = reportFolder({ destination, endpoint, end: window(18).end });
    const baseline = parseBaseline(JSON.stringify(statisticsOf([[1, 10]], columns)));
    if (!baseline.ok) throw new Error(baseline.reason);
    const source = {
      destination,
      endpoint,
      serves: { name: endpoint, route: null },
      window: window(18),
      folder: reports,
    };
    expect(await readCaptures(source, baseline.baseline, { columns, reading: plainReading })).toMatchObject({
      records: 120,
    });
    await put(`${folder}/30-b.jsonl`, lines(1_800).join("\n"));
    expect(await watch(policy(), window(18))).toMatchObject({ rows: 120, late: 0 });
    expect(await watch(policy(), window(19))).toMatchObject({ rows: 120, late: 120 });
  });

  it("of many files is what one reader makes of them one after the other, and a file that changed meanwhile is told", async () => {
    const folder = "capture/tides-prod/AllTraffic/2026/03/09/01";
    const files = Array.from({ length: 30 }, (_, file) =>
      Array.from({ length: 5 + file }, (__, index) =>
        captured(`${bell(1)},${bell(10)}`, 1, 100 * file + index),
      ).join("\n"),
    );
    const key = (file: number) =>
      `${folder}/${String(file).padStart(2, "0")}-a.jsonl${file % 3 === 0 ? ".gz" : ""}`;
    for (const [file, text] of files.entries()) {
      await putBytes(key(file), file % 3 === 0 ? gzipSync(text) : new TextEncoder().encode(text));
    }
    const parsed = parseBaseline(JSON.stringify(statisticsOf([[1, 10]], columns)));
    if (!parsed.ok) throw new Error(parsed.reason);
    const { baseline } = parsed;
    const { destination, endpoint } = { destination: "s3://tides/capture", endpoint: "tides-prod" };
    const source = {
      destination,
      endpoint,
      serves: { name: endpoint, route: null },
      window: window(1),
      folder: reportFolder({ destination, endpoint, end: window(1).end }),
    };
    const oneReader = (without: number | null) => {
      const reader = new CaptureReader(baseline, columns, window(1).start.getTime());
      for (const [file, text] of files.entries()) {
        if (file === without) continue;
        const lines = reader.file({
          ranges: [{ start: window(1).start.getTime(), end: window(1).end.getTime() }],
          timeless: true,
        });
        lines.push(new TextEncoder().encode(text));
        lines.end();
      }
      return reader.result();
    };
    const read = () => readCaptures(source, baseline, { columns, reading: plainReading });
    expect(await read()).toEqual(oneReader(null));

    await put(key(17), captured("1,10", 1, 3_000));
    const again = await read();
    if (!("unread" in again)) throw new Error("it is read by one reader");
    const { unread, ...rest } = again;
    expect(rest).toMatchObject({ records: oneReader(17).records, state: oneReader(17).state });
    expect(unread).toMatchObject({
      lines: 1,
      reasons: [
        { reason: expect.stringMatching(/17-a\.jsonl: is not there any more; expected the capture file "/) },
      ],
    });
  });

  it("is read by the policy's expression, and without it is unread and no drift, with its form beside the statistics", async () => {
    const inCalls = (hour: number) =>
      Array.from({ length: 120 }, (_, index) => {
        const line = JSON.parse(captured("", hour, index));
        const data = gzipSync(JSON.stringify({ calls: [{ at: [bell(1), bell(10)] }] })).toString("base64");
        line.captureData.endpointInput = {
          data,
          encoding: "BASE64",
          observedContentType: "application/json",
        };
        return JSON.stringify(line);
      }).join("\n");
    for (const hour of [3, 4]) {
      await put(`capture/tides-prod/AllTraffic/2026/03/09/0${hour}/00-a.jsonl`, inCalls(hour));
    }
    expect(await watch(policy({ features: "calls[].at" }), window(3))).toMatchObject({
      result: "assessed",
      rows: 120,
      unread: 0,
      violated: [],
    });
    expect(await watch(policy(), window(4))).toMatchObject({
      result: "not-judged",
      rows: 0,
      unread: 120,
      violated: [],
    });
    expect(JSON.parse((await report(5, "statistics.json")) ?? "")).toMatchObject({
      driftwheel: { unread: { lines: 120, example: '{"calls": [{"at": [number]}]}' } },
    });
  });

  it("whose columns fit only in part is judged by those that fit, and the others are named", async () => {
    const lines = Array.from({ length: 150 }, (_, index) =>
      captured(`${bell(1)},${bell(10)}`, 22, index),
    ).join("\n");
    await put("capture/tides-prod/AllTraffic/2026/03/09/22/00-a.jsonl", lines);
    const words =
      "drift.columns names wnd, which the baseline does not have. The baseline has wind, which drift.columns does not name.";
    expect(await watch(policy({ columns: ["swell", "wnd"] }), window(22))).toMatchObject({
      result: "assessed",
      violated: [],
      reason: words,
    });
    expect(parse(events.at(-1))).toMatchObject({
      signal: {
        kind: "drift-reported",
        features: [{ feature: "swell" }],
        problem: { reason: "column-mismatch", words },
        baseline: {
          from: "package",
          uri: "s3://tides/baseline/statistics.json",
          writtenAt: expect.any(String),
        },
      },
    });
  });
});
