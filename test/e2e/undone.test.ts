import { execFile } from "node:child_process";
import { join } from "node:path";
import { DescribeEndpointCommand } from "@aws-sdk/client-sagemaker";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { invokeEndpoint } from "@driftwheel/example-frost/world/invoke.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";
import { describeVersion, trainOnCity } from "./another-city.ts";
import { region, type SmallAws, startSmallAws } from "./small-aws.ts";

/**
 * A person promotes a version before its looks could tell, and undoes it: the command, the API, and the functions as they
 * are deployed, on the small AWS.
 */
const root = join(import.meta.dirname, "../..");
let aws: SmallAws;

beforeAll(async () => {
  aws = await startSmallAws(5);
  aws.begin();
});

afterAll(() => aws.close());

/** Gives a command as a person does; true once it is carried out. */
function told(command: string, because: string): Promise<boolean> {
  const words = [command, "frost", "--because", because, "--yes", "--api", aws.local.apiUrl];
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: "grace",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_REGION: region,
  };
  // The server that it asks runs in this very process.
  return new Promise((resolve) => {
    execFile(process.execPath, ["packages/cli/src/main.ts", ...words], { cwd: root, env }, (error) =>
      resolve(error === null),
    );
  });
}

async function promotions() {
  return (await aws.ledger()).filter((entry) => entry.kind === "rollout-promoted");
}

const waiting = { timeout: longestWait, interval: 500 };

it("a promotion is undone by one command, and the version before serves and is marked again", async () => {
  const { clients, days } = aws;
  await trainOnCity(clients, "New York");
  // Before there is a trial, each question would be a process for nothing.
  await vi.waitFor(
    async () => expect((await aws.ledger()).map(({ kind }) => kind)).toContain("rollout-started"),
    waiting,
  );
  await vi.waitFor(async () => expect(await told("promote", "We have no time.")).toBe(true), waiting);
  await vi.waitFor(async () => expect(await promotions()).toHaveLength(1), waiting);

  // The ledger may go on between the command's reading and its being given; then a person asks again.
  await vi.waitFor(async () => expect(await told("undo", "Orders fail.")).toBe(true), waiting);
  await vi.waitFor(async () => expect(await promotions()).toHaveLength(2), waiting);
  expect((await promotions())[1]).toMatchObject({
    data: {
      challenger: { version: 1 },
      undoes: { by: "arn:aws:iam::111122223333:user/grace" },
    },
  });
  const endpoint = await clients.sagemaker.send(
    new DescribeEndpointCommand({ EndpointName: frost.endpoint }),
  );
  expect(endpoint.EndpointStatus).toBe("InService");
  expect(endpoint.ProductionVariants?.map(({ VariantName }) => VariantName)).toEqual(["version-1"]);
  const [day] = days.history;
  if (!day) throw new Error("There is no weather.");
  expect((await invokeEndpoint(clients.runtime)(day, "after-the-undo")).variant).toBe("version-1");
  await vi.waitFor(async () => {
    const stages = await Promise.all([1, 2].map((version) => describeVersion(clients, version)));
    expect(stages.map(({ ModelLifeCycle }) => ModelLifeCycle)).toMatchObject([
      { Stage: "Production", StageStatus: "Serving" },
      { Stage: "Archived", StageStatus: "RolledBack" },
    ]);
  }, waiting);
  // Of two people who ask, the second does not bring the undone version back.
  expect(await told("undo", "Orders fail!")).toBe(false);
});
