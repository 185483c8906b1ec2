import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { connect, disconnect } from "@driftwheel/example-shared/world/clients.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { startLocal } from "@driftwheel/local/server.ts";
import { describe, expect, it } from "vitest";
import { longestWait } from "../../test/runner/longest-wait.ts";
import { missing } from "../../test/runner/skipped.ts";
import { temporaryFolder } from "../../test/runner/temporary-folder.ts";
import { importsSdk, keptDefinition, madeDefinition } from "./definition.ts";
import fleet from "./driftwheel.config.ts";
import { readHours } from "./hours.ts";
import { names } from "./names.ts";
import { bikesWorld, history, labelledRows } from "./world.ts";

const python = process.env.SAGEMAKER_SDK_PYTHON ?? "python3";

describe("the bikes", () => {
  it("are asked about hours that the first champion did not learn", () => {
    const learnt = new Set(history().map(({ date, hour }) => `${date} ${hour}`));
    const requests = bikesWorld(seededRandom(1)).usual.requests();
    const asked = Array.from({ length: 900 }, () => requests.next().value);
    expect(learnt.size).toBe(1858);
    expect(asked.filter(({ date, hour }) => learnt.has(`${date} ${hour}`))).toEqual([]);
  });

  it("are labelled with the time of serving in front and the rides behind", () => {
    const [first] = readHours().winter;
    if (!first) throw new Error("There are no hours.");
    expect(labelledRows([[new Date(0), first]])).toBe(
      "served_at,hour,workingday,temp,hum,windspeed,rides\n1970-01-01T00:00:00.000Z,0,0,0.24,0.81,0,16\n",
    );
  });

  it("have a pipeline that takes what the policy gives it", () => {
    const { Parameters } = JSON.parse(keptDefinition()) as { Parameters: { Name: string }[] }; // as pipeline.py writes it
    expect(Parameters.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining(Object.keys(fleet.models.bikes?.retrain.parameters ?? {})),
    );
  });

  it.skipIf(missing("the SageMaker Python SDK 3", python, "-c", importsSdk))(
    "have the pipeline that the SDK's step classes make of pipeline.py",
    { timeout: longestWait },
    async () => {
      const local = await startLocal({ region: "us-east-1" });
      const clients = connect({ url: local.url, region: "us-east-1" });
      try {
        await clients.s3.send(new CreateBucketCommand({ Bucket: names.bucket }));
        const definition = await madeDefinition(python, local.url, temporaryFolder());
        expect(JSON.parse(definition)).toEqual(JSON.parse(keptDefinition()));
      } finally {
        disconnect(clients);
        await local.close();
      }
    },
  );
});
