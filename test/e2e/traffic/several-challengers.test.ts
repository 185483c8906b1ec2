import { join } from "node:path";
import { DescribeEndpointCommand } from "@aws-sdk/client-sagemaker";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import type { EntryKind, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { invokeEndpoint } from "@driftwheel/example-frost/world/invoke.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { describeVersion, trainOnCity } from "../another-city.ts";
import { whileAsked } from "../live/while-asked.ts";
import { entriesOf } from "../serving/example-run.ts";
import { type SmallAws, startSmallAws } from "../small-aws.ts";

/*
 * Two versions of the frost model against one champion, on real processes and on New York's days, which the champion never
 * saw: one learned from nights that were written down 30 degrees too warm, and one learned New York.
 */
let aws: SmallAws;

beforeAll(async () => {
  aws = await startSmallAws(3, join(import.meta.dirname, "several/fleet.ts"));
  aws.begin();
});

afterAll(() => aws.close());

const eventually = <Found>(look: () => Promise<Found>) =>
  vi.waitFor(look, { timeout: longestWait, interval: 500 });

async function written<Kind extends EntryKind>(kind: Kind): Promise<readonly EntryOf<Kind>[]> {
  return entriesOf(await aws.ledger(), kind);
}

it("of two challengers the worse one is dropped while the other goes on, and is promoted", async () => {
  const { clients, days } = aws;
  await trainOnCity(clients, "New York", 30);
  await eventually(async () => expect(await written("candidate-approved")).toHaveLength(1));
  expect(await written("rollout-started")).toEqual([]);
  await trainOnCity(clients, "New York");
  await eventually(async () => expect(await written("rollout-started")).toHaveLength(1));
  const asking = { invoke: invokeEndpoint(clients.runtime), about: days.newYork() };
  const failed = await whileAsked(aws, asking, async () => {
    await eventually(async () => {
      const kinds = (await aws.ledger()).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === "rollout-promoted" || kind === "rollout-rolled-back")).toEqual([
        "rollout-promoted",
      ]);
    });
  });

  const [started] = await written("rollout-started");
  expect(started?.data).toMatchObject({
    challenger: { version: 3, variant: "version-3" },
    others: [{ version: 2, variant: "version-2", model: "driftwheel-frost-v2-1-model" }],
    champion: { variant: "champion" },
    weight: 10,
    // Both share what one trial has.
    alpha: 0.0125,
  });
  const looks = await written("rollout-looked");
  expect(new Set(looks.map(({ data }) => data.challenger.variant))).toEqual(
    new Set(["version-3", "version-2"]),
  );
  // The first look is at both, over the same periods.
  expect(looks.slice(0, 2).map(({ data }) => [data.look, data.start, data.challenger.variant])).toEqual([
    [1, looks[0]?.data.start, "version-3"],
    [1, looks[0]?.data.start, "version-2"],
  ]);
  const [dropped] = await written("challenger-dropped");
  expect(dropped?.data).toMatchObject({
    challenger: { version: 2 },
    ended: "rolled-back",
    reason: expect.stringMatching(/^The challenger is worse: ln E/),
  });
  // It has nothing of the traffic from then on, and the champion has what it had.
  const after = (await written("weights-shifted")).filter(
    ({ sequence }) => sequence > (dropped?.sequence ?? 0),
  );
  expect(after.length).toBeGreaterThan(0);
  for (const { data } of after) expect(data.weights).toMatchObject({ "version-2": 0 });
  const [promoted] = await written("rollout-promoted");
  expect(promoted?.data).toMatchObject({ challenger: { version: 3 }, variant: "version-3" });

  const endpoint = await clients.sagemaker.send(
    new DescribeEndpointCommand({ EndpointName: frost.endpoint }),
  );
  expect(endpoint).toMatchObject({
    EndpointStatus: "InService",
    EndpointConfigName: "driftwheel-frost-v3-1-sole",
    ProductionVariants: [{ VariantName: "version-3" }],
  });
  await eventually(async () => {
    expect(await describeVersion(clients, 2)).toMatchObject({
      ModelApprovalStatus: "Rejected",
      ModelLifeCycle: { Stage: "Archived", StageStatus: "RolledBack" },
    });
    expect(await describeVersion(clients, 3)).toMatchObject({
      ModelLifeCycle: { Stage: "Production", StageStatus: "Serving" },
    });
    expect(replay("frost", await aws.ledger()).outbox).toEqual([]);
  });
  expect(failed).toEqual([]);
});
