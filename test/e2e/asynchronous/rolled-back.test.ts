import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { rowOf } from "@driftwheel/example-frost/image/features.ts";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { asynchronous } from "@driftwheel/example-frost/serving/asynchronous.ts";
import { askAsynchronously } from "@driftwheel/example-shared/world/ask-asynchronously.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { describeFrost, expectOwnEndpointAlone, expectRolledBack, tryWorse } from "../live/taken-back.ts";
import { whileAsked } from "../live/while-asked.ts";
import { root } from "../local-server.ts";
import { entriesOf } from "../serving/example-run.ts";
import { region, type SmallAws, startSmallAws } from "../small-aws.ts";

/**
 * A version that is worse, on an endpoint that queues requests: it is taken off the route, and every request that its queue
 * had is answered before its endpoint goes.
 */
const challenger = "driftwheel-frost-v2-1";
let aws: SmallAws;

beforeAll(async () => {
  aws = await startSmallAws(3, asynchronous.fleet, asynchronous);
  aws.begin();
});

afterAll(() => aws.close());

/** How many requests of an endpoint its topics have told of. */
function accepted({ local }: SmallAws, endpoint: string, variant: string): number {
  const dimensions = { EndpointName: endpoint, VariantName: variant };
  const of = { namespace: "Driftwheel", name: "InferenceResults", dimensions };
  const samples = local.world.metrics.samples(of, 0, Number.MAX_SAFE_INTEGER, null);
  return samples.reduce((sum, { value, count }) => sum + (value ?? 0) * count, 0);
}

it("a version that is worse gets no new requests, answers what it had, and its endpoint is gone", async () => {
  const { clients, days, ledger } = aws;
  const before = await describeFrost(aws);
  const callers = asynchronous.ask();
  const byVariant = new Map<string, number>();
  const asking = {
    ...{ invoke: callers.ask(clients.runtime), perSecond: 15 },
    onServed({ variant }: { readonly variant: string }) {
      byVariant.set(variant, (byVariant.get(variant) ?? 0) + 1);
    },
    // Each that was sent is answered; one that was lost with its endpoint would be waited for.
    stop: () => callers.stop(),
  };
  const failed = await whileAsked(aws, asking, () =>
    tryWorse(aws, async () => {
      await vi.waitFor(async () => expect(entriesOf(await ledger(), "weights-shifted")).not.toEqual([]), {
        timeout: longestWait,
        interval: 500,
      });
      // One that the challenger's model refuses.
      const on = { endpoint: challenger, bucket: frost.bucket, prefix: "requests" };
      await askAsynchronously(clients, on, { body: "no,row", inferenceId: "refused" });
    }),
  );

  // What the topics told is counted for both endpoints, each request once.
  await vi.waitFor(
    () => {
      expect(accepted(aws, frost.endpoint, "champion")).toBe(byVariant.get("champion"));
      expect(accepted(aws, challenger, "version-2")).toBe((byVariant.get("version-2") ?? 0) + 1);
    },
    { timeout: longestWait, interval: 500 },
  );
  const entries = await ledger();
  expectRolledBack(entries);
  expect(byVariant.get("version-2")).toBeGreaterThan(0);
  await expectOwnEndpointAlone(aws, entries, before);
  expect(failed).toEqual([]);

  // Its endpoint is gone, and what failed there is sent to the one that serves.
  const { value: weather } = days.seattle().next();
  if (!weather) throw new Error("Seattle has no more days.");
  const mended = Buffer.from(rowOf(weather.day).join(","));
  await aws.local.world.objects.put(frost.bucket, "requests/refused.csv", mended);
  const command = ["failed-inputs", "frost", "--table", names.ledgerTable, "--redrive", "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, ["packages/cli/src/main.ts", ...command], {
    cwd: root,
    env: { ...process.env, AWS_REGION: region },
  });
  expect(JSON.parse(stdout)).toMatchObject({
    failed: [{ endpoint: challenger, modelEndpoint: frost.endpoint, inferenceId: "refused" }],
    redriven: [expect.stringMatching(/^redrive-/)],
  });
  await vi.waitFor(
    () => expect(accepted(aws, frost.endpoint, "champion")).toBe((byVariant.get("champion") ?? 0) + 1),
    { timeout: longestWait, interval: 500 },
  );
});
