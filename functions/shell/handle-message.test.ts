import type { Runtime } from "@driftwheel/core/decider/handle.ts";
import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Answer, FreshDataFact, Question } from "@driftwheel/core/vocabulary/fact.ts";
import { beforeEach, expect, it } from "vitest";
import { handleMessage } from "./handle-message.ts";

const at = "2026-06-02T08:00:00.000Z";
const waiting = (prefix: string, pipeline: string) => ({
  retrain: { pipeline, freshData: { prefix, atLeast: { files: 9 } } },
});
const fleet = fleetOf({
  tides: waiting("s3://shore/labelled/", "tides-train"),
  waves: waiting("s3://shore/labelled/", "waves-train"),
  winds: waiting("s3://shore/others/", "winds-train"),
});

const created = JSON.stringify({
  version: "0",
  id: "d9b4",
  ...{ source: "aws.s3", "detail-type": "Object Created", account: "444455556666", region: "eu-south-1" },
  ...{ time: at, resources: ["arn:aws:s3:::shore"] },
  detail: { bucket: { name: "shore" }, object: { key: "labelled/one.csv", size: 10, etag: "e" } },
});

const read: FreshDataFact = {
  place: "s3://shore/labelled/",
  reading: { files: 1, bytes: 10, records: null, oldest: at, newest: at, latest: at },
  mark: { until: null, from: null, known: [] },
  ...{ trouble: null, lastJob: null },
};

let ledgers: Record<string, Entry[]>;
beforeEach(() => {
  ledgers = {};
});

/** @param busy the model whose ledger cannot be read now */
function runtime(busy: string | null = null): Runtime {
  return {
    performs: new Set(),
    eager: new Set(),
    grace: 30_000,
    ports: {
      clock: { now: () => new Date(at) },
      ledger: {
        async read(model) {
          if (model === busy) throw new TransientError("Rate exceeded");
          return ledgers[model] ?? [];
        },
        async append(model, entries) {
          ledgers[model] = [...(ledgers[model] ?? []), ...entries];
          return "appended";
        },
      },
      facts: {
        // It is asked of the data alone.
        answer: async <Q extends Question>() => read as Answer<Question> as Answer<Q>,
      },
      effects: { perform: async () => ({}) },
    },
  };
}

const told = () => Object.keys(ledgers).toSorted();

it("a file is told to each model that waits for it, and to no other", async () => {
  const handled = await handleMessage(created, { fleet, runtime: async () => runtime() });
  expect(handled).toMatchObject({ result: "handled", of: [{ model: "tides" }, { model: "waves" }] });
  expect(told()).toEqual(["tides", "waves"]);
  expect(ledgers.waves).toMatchObject([{ kind: "signal-observed" }]);
});

it("a model in trouble keeps no other from hearing of it, and the message comes again for it", async () => {
  const first = handleMessage(created, { fleet, runtime: async () => runtime("tides") });
  await expect(first).rejects.toThrow(TransientError);
  expect(told()).toEqual(["waves"]);
  await handleMessage(created, { fleet, runtime: async () => runtime() });
  expect(told()).toEqual(["tides", "waves"]);
  // Once for each, whatever came again.
  expect(Object.values(ledgers).map(({ length }) => length)).toEqual([1, 1]);
});
