import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import { names as local } from "@driftwheel/local/lambda/environment.ts";
import { role } from "@driftwheel/local/sagemaker/testing/images.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Builder } from "./account/builder.ts";
import { entriesOf, rolloutName } from "./account/ledger-of-rollouts.ts";
import { type SmallAccount, smallAccount } from "./small-account.ts";

const day = 86_400_000;
const tags = { "driftwheel:idle": "stop" };
const ofRollout = (model: string, version: number) => [
  `endpoint-config/driftwheel-${rolloutName({ version }, model)}-trial`,
  `model/driftwheel-${rolloutName({ version }, model)}-model`,
];
let account: SmallAccount;

// The fleet has the model vines alone: dunes, heath and bogs, a component on heath's endpoint, have left it, and of moors no
// ledger tells.
beforeAll(async () => {
  account = await smallAccount();
  const ledger = dynamoLedger({ table: local.ledgerTable });
  for (const [model, endpoint] of [
    ["dunes", "dunes-prod"],
    ["heath", "heath-prod"],
    ["bogs", "heath-prod/bogs"],
  ] as const) {
    const entries = entriesOf(
      [
        { version: 2, endedAt: new Date(Date.now() - 9 * day), end: "promoted" },
        { version: 3, endedAt: new Date() },
      ],
      model,
      endpoint,
    );
    expect(await ledger.append(model, entries)).toBe("appended");
  }
  const builder = new Builder(account, () => 0.5);
  for (const version of [2, 3]) {
    await builder.leftovers(version, { tags }, "dunes");
    await builder.leftovers(version, { tags }, "heath");
    await builder.leftovers(version, { tags }, "bogs");
    await builder.leftovers(version, { tags }, "moors");
  }
  await builder.endpoints([
    { name: "heath-prod", config: `driftwheel-${rolloutName({ version: 2 }, "heath")}-trial` },
  ]);
  await component(ofRollout("dunes", 2)[1]?.slice("model/".length) ?? "");
});
afterAll(() => account.close());

/** An inference component of somebody's that serves the model, which no config names. */
async function component(model: string): Promise<void> {
  const { sagemaker } = account;
  await sagemaker.createEndpointConfig({
    EndpointConfigName: "host",
    ExecutionRoleArn: role,
    ProductionVariants: [{ VariantName: "main", InstanceType: "ml.m5.large", InitialInstanceCount: 1 }],
  });
  await new Builder(account, () => 0.5).endpoints([{ name: "host-prod", config: "host", tags: {} }]);
  await sagemaker.createInferenceComponent({
    InferenceComponentName: "gorse",
    EndpointName: "host-prod",
    VariantName: "main",
    Specification: { ModelName: model, ComputeResourceRequirements: { MinMemoryRequiredInMb: 512 } },
  });
}

it("leaves what a model left behind alone until the policy's time after it was last heard of", async () => {
  account.pass(6 * day);
  expect(await account.look()).toEqual({ open: 0, unread: [] });
});

it("finds it then, says whose it was and that nothing brings it back, and leaves what still serves", async () => {
  account.pass(2 * day);
  await account.look();
  const { open } = await account.state();
  expect(Object.keys(open).toSorted()).toEqual(
    [
      ...ofRollout("dunes", 3),
      // A component that no ledger knows serves its model.
      ofRollout("dunes", 2)[0] ?? "",
      ...ofRollout("heath", 3),
      // The component serves the model of version 2; a config is nothing to it.
      ...[...ofRollout("bogs", 3), ofRollout("bogs", 2)[0] ?? ""],
    ].toSorted(),
  );
  expect(open[ofRollout("dunes", 3)[0] ?? ""]?.because).toContain(
    "Rollout dunes-v3-2 made it, of the model dunes, which has left the fleet and was last heard of at ",
  );
  const lost = "Deleted at the next run, and AWS cannot bring it back: object by the tag that keeps it.";
  expect(account.local.alerts()[0]?.body.replaceAll(/\s+/g, " ")).toContain(lost);
  expect((await account.type()).out.join(" ").replaceAll(/\s+/g, " ")).toContain("AWS cannot bring it back");
});

it("deletes it, configs before their models, and says of an undo that there is none", async () => {
  await account.look();
  await account.look();
  const { open } = await account.state();
  expect(Object.values(open).map(({ status }) => status)).toEqual(Array(8).fill("stopped"));
  const { EndpointConfigs = [] } = await account.sagemaker.listEndpointConfigs({});
  expect(EndpointConfigs.map(({ EndpointConfigName }) => EndpointConfigName).toSorted()).toEqual(
    ["endpoint-config/host", ...ofRollout("heath", 2), ...ofRollout("moors", 2), ...ofRollout("moors", 3)]
      .filter((id) => id.startsWith("endpoint-config/"))
      .map((id) => id.slice("endpoint-config/".length))
      .toSorted(),
  );
  const undone = await account.type("undo", ofRollout("dunes", 2)[0] ?? "", "--because", "It is needed.");
  expect(undone).toMatchObject({ code: 3 });
  expect([...undone.out, ...undone.hints].join(" ")).toContain("AWS cannot bring it back");
});
