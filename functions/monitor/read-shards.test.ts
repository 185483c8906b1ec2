import { reportFolder } from "@driftwheel/aws/monitor/reports.ts";
import { shardFolder } from "@driftwheel/aws/monitor/shards/shard-states.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { expect, it } from "vitest";
import type { Sharing } from "./read-shards.ts";
import { captured, monitoredTides, policy, window } from "./testing/monitored-tides.ts";
import { watch } from "./watch.ts";

const { events, put, report, bell, local } = monitoredTides();
const sizes = { above: 15_000, most: 10_000 };

/** Captures of an hour in files of some kilobytes each, of another swell than the baseline's. */
async function capture(hour: number, files: number) {
  const folder = `capture/tides-prod/AllTraffic/2026/03/09/${String(hour).padStart(2, "0")}`;
  for (let file = 0; file < files; file += 1) {
    const lines = Array.from({ length: 10 }, (_, index) =>
      captured(`${bell(2.5)},${bell(10)}`, hour, 60 * file + index),
    );
    await put(`${folder}/${String(file).padStart(2, "0")}-a.jsonl`, lines.join("\n"));
  }
  return folder;
}

/** Workers of a queue: what is sent waits in it until a worker takes it. */
function workers(hour: number) {
  const waiting: (number | null)[] = [];
  const sharing = (own: number | null): Sharing => ({
    sizes,
    own,
    async send(shards) {
      waiting.push(...shards);
    },
  });
  return {
    waiting,
    watch: (own: number | null) => watch(policy(), window(hour), { sharing: sharing(own) }),
  };
}

const shardsWritten = async (hour: number) => {
  const { bucket, key } = reportFolder({
    destination: "s3://tides/capture",
    endpoint: "tides-prod",
    end: window(hour).end,
  });
  return (await local().objects.list(bucket, `${key}/shards/`)).length;
};
const judged = async (hour: number) => JSON.parse((await report(hour + 1, "statistics.json")) ?? "null");
const told = (hour: number) =>
  events
    .filter((event) => Reflect.get(event, "detail-type") === "Drift Report")
    .filter((event) => JSON.stringify(event).includes(`"windowEnd":"${window(hour).end.toISOString()}"`));

it("counts a large window in shards, and judges it once all of them are counted, as one reader does", async () => {
  await capture(1, 12);
  const { waiting, watch: work } = workers(1);
  expect(await work(null)).toMatchObject({ result: "counting", counted: 0 });
  expect(waiting.length).toBeGreaterThan(2);
  const all = [...waiting];
  for (const [done, shard] of all.slice(0, -1).entries()) {
    expect(await work(shard)).toEqual({ result: "counting", counted: done + 1, of: all.length });
  }
  expect(await judged(1)).toBeNull();
  expect(told(1)).toEqual([]);
  const shared = await work(all.at(-1) ?? null);
  expect(shared).toMatchObject({ result: "assessed", rows: 120, violated: ["swell"] });
  expect(told(1)).toHaveLength(1);
  const statistics = await judged(1);

  // The same window by one reader: its plan and history are settled, and it was not assessed.
  await local().objects.delete(
    "tides",
    "driftwheel/reports/tides-prod/driftwheel/2026/03/09/02/statistics.json",
  );
  expect(await watch(policy(), window(1))).toEqual(shared);
  const alone = await judged(1);
  expect(JSON.stringify(rounded(statistics))).toBe(JSON.stringify(rounded(alone)));
});

/** Sums of floating numbers depend on their order in the last bits. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return Number(value.toPrecision(10));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, rounded(inside)]));
}

it.each([1, 2, 3])(
  "loses nothing and counts nothing twice where workers die, messages repeat and runs meet, run %i",
  async (run) => {
    const hour = 9 + run;
    await capture(hour, 12);
    const integers = seededIntegers(run);
    const { waiting, watch: work } = workers(hour);
    let result = await work(null);
    for (let turn = 0; result.result === "counting"; turn += 1) {
      const chance = integers() % 10;
      // The next run of the schedule, which sends again for what is missing.
      if (waiting.length === 0 || chance === 0) {
        result = await work(null);
        continue;
      }
      const [shard = null] = waiting.splice(integers() % waiting.length, 1);
      if (chance < 3) {
        // It died before it read, or when it had counted.
        const before = await shardsWritten(hour);
        const operation = chance === 1 ? "GetObject" : "PutObject";
        local().faults.add("s3", operation, { code: "AccessDenied", message: "died", status: 403 });
        if ((await work(shard).catch(() => null)) === null) expect(await shardsWritten(hour)).toBe(before);
        // What is left of the fault meets nobody else.
        local().faults.take("s3", operation);
        continue;
      }
      // Delivered twice, to two workers at once.
      if (chance < 5) [result] = await Promise.all([work(shard), work(shard)]);
      else result = await work(shard);
      if (turn > 500) throw new Error("the window is never judged");
    }
    const again = await judged(hour);
    expect(again.driftwheel).toMatchObject({ late: 0, unread: { lines: 0 } });
    expect(again.features[0].numerical_statistics.common.num_present).toBe(120);
    expect(new Set(told(hour).map((event) => JSON.stringify(Reflect.get(event, "detail"))))).toHaveLength(1);
  },
);

it("tells of a file that changed under its shard, and judges by the others", async () => {
  const folder = await capture(16, 12);
  const { waiting, watch: work } = workers(16);
  await work(null);
  await put(`${folder}/07-a.jsonl`, captured("1,10", 16, 3_000));
  const results = [];
  for (const shard of waiting) results.push(await work(shard));
  expect(results.at(-1)).toMatchObject({
    result: "assessed",
    rows: 110,
    unread: 1,
    reason: expect.stringMatching(/07-a\.jsonl: is not there any more; expected the capture file "/),
  });
});

it("writes nothing of a shard that could not be read to its end, and has it counted by another worker", async () => {
  await capture(18, 12);
  const { waiting, watch: work } = workers(18);
  await work(null);
  const [first = null, ...others] = waiting;
  local().faults.add("s3", "PutObject", { code: "AccessDenied", message: "not now", status: 403 });
  await expect(work(first)).rejects.toThrow("not now");
  expect(await shardsWritten(18)).toBe(0);
  for (const shard of others) await work(shard);
  expect(await work(null)).toMatchObject({ result: "counting", counted: others.length });
  expect(waiting.at(-1)).toBe(first);
  expect(await work(first)).toMatchObject({ result: "assessed", rows: 120 });
});

it("knows shards by what they were counted by: another baseline or another cut has others", () => {
  const folder = { bucket: "tides", key: "reports", uri: "s3://tides/reports" };
  const one = shardFolder(folder, "one");
  expect(shardFolder(folder, "one")).toEqual(one);
  expect(shardFolder(folder, "other").key).not.toBe(one.key);
});
