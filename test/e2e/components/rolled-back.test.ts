import { DescribeInferenceComponentCommand, ListInferenceComponentsCommand } from "@aws-sdk/client-sagemaker";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { component } from "@driftwheel/example-frost/serving/component.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectRolledBack, expectRouteHome, tryWorse } from "../live/taken-back.ts";
import { whileAsked } from "../live/while-asked.ts";
import { type SmallAws, startSmallAws } from "../small-aws.ts";

/**
 * The same as test/e2e/rolled-back.test.ts on inference components: the challenger answers as a second one on the same instance,
 * and callers read in the route whom to ask. No request fails, neither on the way there nor on the way back.
 */
let aws: SmallAws;

beforeAll(async () => {
  aws = await startSmallAws(3, component.fleet, component);
  aws.begin();
});

afterAll(() => aws.close());

it("a version that is worse on live traffic answers nobody any more, and its component is gone", async () => {
  const { clients, ledger } = aws;
  const described = () =>
    clients.sagemaker.send(
      new DescribeInferenceComponentCommand({ InferenceComponentName: frost.component }),
    );
  const before = await described();
  const callers = component.ask();
  const asking = {
    ...{
      invoke: callers.ask(clients.runtime),
      perSecond: component.pace?.requestsPerSecond,
      concurrency: 30,
    },
    stop: () => callers.stop(),
  };
  const failed = await whileAsked(aws, asking, () => tryWorse(aws));

  expectRolledBack(await ledger());
  const after = await described();
  expect(after).toMatchObject({
    InferenceComponentStatus: "InService",
    Specification: before.Specification,
    RuntimeConfig: before.RuntimeConfig,
  });
  const { InferenceComponents = [] } = await clients.sagemaker.send(new ListInferenceComponentsCommand({}));
  expect(InferenceComponents.map(({ InferenceComponentName }) => InferenceComponentName)).toEqual([
    frost.component,
  ]);
  await expectRouteHome({ endpoint: frost.endpoint, component: frost.component });
  expect(failed).toEqual([]);
});
