import { execFile } from "node:child_process";
import { join } from "node:path";
import type { DescribeEndpointOutput } from "@aws-sdk/client-sagemaker";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { invokeEndpoint } from "@driftwheel/example-frost/world/invoke.ts";
import { askByCsv } from "@driftwheel/example-shared/world/ask-by-csv.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { describeVersion, trainOnCity } from "../another-city.ts";
import { region, type SmallAws, startSmallAws } from "../small-aws.ts";
import { baking, describeEndpoint, ErrorAlarm, trainAgain, waiting } from "./deployed.ts";
import fleet from "./fleet.ts";

/*
 * SageMaker's guardrails as the mechanics of a rollout: a version is promoted by a canary under the champion's variant name,
 * the next is taken back by its alarm, and the first is undone. The functions are the bundles that are deployed.
 */
const [name = ""] = fleet.models.frost?.rollout.guardrails?.alarms ?? [];
const root = join(import.meta.dirname, "../../..");
let aws: SmallAws;
let alarm: ErrorAlarm;

beforeAll(async () => {
  aws = await startSmallAws(9, join(import.meta.dirname, "fleet.ts"));
  alarm = new ErrorAlarm(aws, name, "Invocation4XXErrors");
  await alarm.put();
  aws.begin();
});

afterAll(async () => {
  alarm.close();
  await aws.close();
});

const namesOf = ({ ProductionVariants = [] }: DescribeEndpointOutput) =>
  ProductionVariants.map(({ VariantName }) => VariantName);

function told(command: string, because: string): Promise<boolean> {
  const words = [command, "frost", "--because", because, "--yes", "--api", aws.local.apiUrl];
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: "grace",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_REGION: region,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, ["packages/cli/src/main.ts", ...words], { cwd: root, env }, (error) =>
      resolve(error === null),
    );
  });
}

it("a canary of SageMaker's promotes a version under the champion's variant name, and no request fails", async () => {
  const { clients, days, ledger } = aws;
  const [day] = days.history;
  if (!day) throw new Error("There is no weather.");
  await trainOnCity(clients, "New York");
  await baking(aws, /^driftwheel-frost-v2-1-sole$/);
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, request) => invokeEndpoint(clients.runtime)(day, `canary-${request}`)),
  );
  // Both fleets have answered under one name.
  expect(new Set(answers.map(({ variant }) => variant))).toEqual(new Set(["champion"]));
  expect(new Set(answers.map(({ predicted }) => predicted)).size).toBe(2);
  await vi.waitFor(async () => {
    expect((await ledger()).map(({ kind }) => kind)).toContain("rollout-promoted");
  }, waiting);

  const entries = await ledger();
  const started = entries.find((entry) => entry.kind === "rollout-started");
  const promoted = entries.find((entry) => entry.kind === "rollout-promoted");
  expect(started?.because).toContain("No statistics are taken: SageMaker's alarms alone judge it.");
  expect(promoted?.because).toContain("None of its alarms (frost-4xx) went off");
  expect(entries.some(({ because }) => because.includes("champion Baking (Baking for 6 seconds"))).toBe(true);
  expect(entries.some(({ kind }) => kind === "rollout-looked" || kind === "weights-shifted")).toBe(false);
  const after = await describeEndpoint(aws);
  expect(after).toMatchObject({
    EndpointStatus: "InService",
    EndpointConfigName: "driftwheel-frost-v2-1-sole",
    LastDeploymentConfig: {
      BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "CANARY", WaitIntervalInSeconds: 6 } },
      AutoRollbackConfiguration: { Alarms: [{ AlarmName: name }] },
    },
  });
  expect(namesOf(after)).toEqual(["champion"]);
});

it("a version whose alarm goes off is taken back by SageMaker, with SageMaker's reason in the ledger", async () => {
  const { clients, ledger, local } = aws;
  await trainAgain(aws);
  await baking(aws, /^driftwheel-frost-v3-2-sole$/);
  const ask = askByCsv(frost.endpoint, () => "no,row,of,days")(clients.runtime);
  const failed = await Promise.allSettled(
    Array.from({ length: 10 }, (_, request) => ask(request, `wrong-${request}`)),
  );
  expect(failed.every(({ status }) => status === "rejected")).toBe(true);
  await alarm.evaluate();
  await vi.waitFor(async () => {
    expect((await ledger()).map(({ kind }) => kind)).toContain("rollout-rolled-back");
  }, waiting);

  const back = (await ledger()).find((entry) => entry.kind === "rollout-rolled-back");
  const reason = "The deployment was rolled back because the alarm frost-4xx is in ALARM.";
  expect(back).toMatchObject({ data: { reason, challenger: { version: 3 } } });
  expect(back?.because).toContain("SageMaker took its deployment of version 3 back");
  const after = await describeEndpoint(aws);
  expect(after).toMatchObject({
    EndpointStatus: "InService",
    EndpointConfigName: "driftwheel-frost-v2-1-sole",
  });
  await vi.waitFor(async () => {
    expect(local.alerts().map(({ subject }) => subject)).toContain("frost: version 3 rolled back");
    expect((await describeVersion(clients, 3)).ModelApprovalStatus).toBe("Rejected");
  }, waiting);
});

it("an undo brings the version before back under the same name, whatever the alarm says", async () => {
  await vi.waitFor(async () => expect(await told("undo", "Orders fail.")).toBe(true), waiting);
  await vi.waitFor(async () => {
    const promotions = (await aws.ledger()).filter((entry) => entry.kind === "rollout-promoted");
    expect(promotions).toHaveLength(2);
    expect(promotions[1]).toMatchObject({ data: { challenger: { version: 1 }, variant: "champion" } });
  }, waiting);
  const after = await describeEndpoint(aws);
  expect(namesOf(after)).toEqual(["champion"]);
  expect(after.EndpointConfigName).toBe("driftwheel-frost-v1-3-sole");
});
