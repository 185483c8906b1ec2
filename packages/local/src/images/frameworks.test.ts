import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missing } from "../../../../test/runner/skipped.ts";
import { type LocalSageMaker, localSageMaker, settled } from "../sagemaker/testing/local-sagemaker.ts";
import { archived, host, train } from "./testing/scripts.ts";

let local: LocalSageMaker;
beforeAll(async () => {
  local = await localSageMaker();
});
afterAll(() => local.close());

async function ask(endpoint: string, type: string, body: string | Uint8Array, accept?: string) {
  const { Body, ContentType } = await local.runtime.invokeEndpoint({
    EndpointName: endpoint,
    ContentType: type,
    Body: body,
    Accept: accept,
  });
  return [ContentType, Buffer.from(Body).toString()];
}

const sklearn = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3";
/** Each row: what is to be learnt, twice the first feature and one. */
const rows = Array.from({ length: 40 }, (_, at) => `${2 * at + 1},${at},${(at * 7) % 5}`).join("\n");

const line = `
import os, joblib, numpy
from sklearn.linear_model import LinearRegression
rows = numpy.loadtxt(os.path.join(os.environ["SM_CHANNEL_TRAIN"], "data.csv"), delimiter=",")
model = LinearRegression().fit(rows[:, 1:], rows[:, 0])
joblib.dump(model, os.path.join(os.environ["SM_MODEL_DIR"], "model.joblib"))
`;
const loading = `
import os, joblib
def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, "model.joblib"))
`;

describe.skipIf(missing("scikit-learn", "python3", "-c", "import sklearn"))(
  "the image of scikit-learn",
  () => {
    it("trains a script, and answers JSON, CSV and NumPy's form by a model_fn alone", async () => {
      const job = await train(local, "line", {
        image: sklearn,
        code: { "train.py": line },
        channels: { train: { text: rows } },
      });
      expect(job.FailureReason).toBeUndefined();
      await local.server.world.objects.put(
        "lab",
        "line/source.tar.gz",
        await archived({ "serve.py": loading }),
      );
      await host(local, "line", [
        {
          image: sklearn,
          modelData: job.ModelArtifacts?.S3ModelArtifacts ?? "",
          environment: {
            SAGEMAKER_PROGRAM: "serve.py",
            SAGEMAKER_SUBMIT_DIRECTORY: "s3://lab/line/source.tar.gz",
          },
        },
      ]);
      await settled(local, "line");

      const [type, csv = ""] = await ask("line", "text/csv", "3,0\n10,1\n", "text/csv");
      expect(type).toBe("text/csv");
      expect(
        csv
          .trim()
          .split("\n")
          .map((each) => Math.round(Number(each))),
      ).toEqual([7, 21]);
      const [, json = ""] = await ask("line", "application/json", "[[3, 0], [10, 1]]");
      expect(JSON.parse(json).map(Math.round)).toEqual([7, 21]);
      const [npy] = await ask("line", "text/csv", "3,0\n10,1\n", "application/x-npy");
      expect(npy).toBe("application/x-npy");
      await expect(ask("line", "image/png", "x")).rejects.toThrow("Content type image/png is not supported");
    });
  },
);

const xgboost = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1";

describe.skipIf(missing("XGBoost", "python3", "-c", "import xgboost, scipy"))("the image of XGBoost", () => {
  const settings = { num_round: "40", max_depth: "3", eta: "0.3", objective: "reg:squarederror" };

  it("without a script is the algorithm, told by its rounds, and answers CSV", async () => {
    const job = await train(local, "boosted", {
      image: xgboost,
      settings,
      channels: { train: { type: "text/csv", text: rows }, validation: { type: "csv", text: rows } },
    });
    expect(job.FailureReason).toBeUndefined();
    await host(local, "boosted", [{ image: xgboost, modelData: job.ModelArtifacts?.S3ModelArtifacts ?? "" }]);
    await settled(local, "boosted");

    const [type, csv = ""] = await ask("boosted", "text/csv", "3,1\n10,0");
    expect(type).toBe("text/csv");
    const [low = 0, high = 0] = csv.split(",").map(Number);
    expect([Math.abs(low - 7) < 2, Math.abs(high - 21) < 2]).toEqual([true, true]);
    const [, json = ""] = await ask("boosted", "text/libsvm", "0 0:3 1:1", "application/json");
    expect(JSON.parse(json)).toEqual({ predictions: [{ score: expect.closeTo(low, 3) }] });
    const said = [...(local.server.world.logs.find("/aws/sagemaker/TrainingJobs")?.streams.values() ?? [])]
      .flatMap(({ events }) => events)
      .map(({ message }) => message);
    expect(said).toContainEqual(
      expect.stringMatching(/^\[39\]#011train-rmse:[\d.]+#011validation-rmse:[\d.]+$/),
    );
  });

  it.each([
    ["no num_round", {}, rows, "The hyperparameter num_round is missing"],
    ["a header", settings, `low,high,wind\n${rows}`, "must be CSV without a header"],
    ["a parameter that is none", { ...settings, objective: "reg:nothing" }, rows, "XGB train call failed"],
  ])("refuses %s", async (what, given, text, reason) => {
    const name = what.replaceAll(" ", "-").replaceAll("_", "-");
    const channels = { train: { type: "text/csv", text } };
    const job = await train(local, name, { image: xgboost, settings: given, channels });
    expect(job).toMatchObject({
      TrainingJobStatus: "Failed",
      FailureReason: expect.stringMatching(new RegExp(`^AlgorithmError: ClientError: .*${reason}`)),
    });
  });
});
