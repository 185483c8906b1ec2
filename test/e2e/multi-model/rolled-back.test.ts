import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { s3 } from "@driftwheel/aws/clients/s3.ts";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { multiModel } from "@driftwheel/example-frost/serving/multi-model.ts";
import type { WeatherDay } from "@driftwheel/example-frost/world/weather.ts";
import type { Served } from "@driftwheel/example-shared/world/traffic.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeFrost, expectRolledBack, expectRouteHome, tryWorse } from "../live/taken-back.ts";
import { whileAsked } from "../live/while-asked.ts";
import { type SmallAws, startSmallAws } from "../small-aws.ts";

/**
 * The same as test/e2e/rolled-back.test.ts on a multi-model endpoint: the challenger answers as a second artifact, which the
 * proxy names for the callers. No request fails, neither on the way there nor on the way back, and the endpoint is not touched.
 */
let aws: SmallAws;

beforeAll(async () => {
  aws = await startSmallAws(3, multiModel.fleet, multiModel);
  aws.begin();
});

afterAll(() => aws.close());

it("a version that is worse on live traffic answers nobody any more, and its copy is gone", async () => {
  const before = await describeFrost(aws);
  const answered: Served<WeatherDay>[] = [];
  const callers = multiModel.ask();
  const asking = {
    ...{ invoke: callers.ask(aws.clients.runtime), concurrency: 30 },
    perSecond: multiModel.pace?.requestsPerSecond,
    onServed: (served: Served<WeatherDay>) => void answered.push(served),
    stop: () => callers.stop(),
  };
  const failed = await whileAsked(aws, asking, () => tryWorse(aws));

  expectRolledBack(await aws.ledger());
  const after = await describeFrost(aws);
  expect(after.LastModifiedTime).toEqual(before.LastModifiedTime);
  const { Contents = [] } = await s3().send(
    new ListObjectsV2Command({ Bucket: frost.bucket, Prefix: "serving/" }),
  );
  expect(Contents.map(({ Key }) => Key)).toEqual([`serving/${frost.artifact}`]);
  await expectRouteHome({ endpoint: frost.endpoint, targetModel: frost.artifact });
  expect(new Set(answered.map(({ variant }) => variant))).toEqual(
    new Set([frost.artifact, "driftwheel-frost-v2-1.tar.gz"]),
  );
  expect(failed).toEqual([]);
});
