import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missing } from "../../../../test/runner/skipped.ts";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type LocalSageMaker, localSageMaker, settled } from "../sagemaker/testing/local-sagemaker.ts";
import { archived, host, train } from "./testing/scripts.ts";

const registry = "763104351884.dkr.ecr.eu-west-1.amazonaws.com";
const pytorch = `${registry}/pytorch-training:2.3-cpu-py311`;
const serving = `${registry}/pytorch-inference:2.3-cpu-py311`;

/** Keeps what it was called with, and what it finds at the place that it names. */
const noting = `
import argparse, json, os, sys
parser = argparse.ArgumentParser()
parser.add_argument("--learning-rate", type=float)
parser.add_argument("--model_dir", default=os.environ["SM_MODEL_DIR"])
settings, _ = parser.parse_known_args()
with open(os.path.join(settings.model_dir, "seen.json"), "w") as file:
    json.dump({"argv": sys.argv[1:], "rate": settings.learning_rate, "user": os.environ["SM_USER_ARGS"],
               "hp": os.environ["SM_HP_LEARNING-RATE"], "channel": os.environ["SM_CHANNEL_MY-TRAIN"],
               "gpus": os.environ["SM_NUM_GPUS"], "there": os.path.isdir("/opt/ml/input/config")}, file)
print("learnt with", settings.learning_rate)
`;

describe.skipIf(missing("script mode", "python3", "-c", ""))(
  "a script in one of AWS's framework images",
  () => {
    let local: LocalSageMaker;
    const cache = process.env.XDG_CACHE_HOME;
    beforeAll(async () => {
      process.env.XDG_CACHE_HOME = temporaryFolder();
      local = await localSageMaker();
    });
    afterAll(async () => {
      await local.close();
      if (cache === undefined) delete process.env.XDG_CACHE_HOME;
      else process.env.XDG_CACHE_HOME = cache;
    });

    const file = async (endpoint: string, name: string) => {
      const { Body } = await local.runtime.invokeEndpoint({
        EndpointName: endpoint,
        Body: name,
        ContentType: "text/plain",
      });
      return Buffer.from(Body).toString();
    };
    const reading = `
def model_fn(model_dir):
    return model_dir
def transform_fn(model, data, content_type, accept):
    return open(model + "/" + data.decode()).read(), "text/plain"
`;

    it("is called as SageMaker's toolkit calls it, and what it leaves is served by its own functions", async () => {
      const job = await train(local, "noting", {
        image: pytorch,
        code: { "train.py": noting },
        settings: { "learning-rate": "0.5", name: '"frost"', v: "1" },
        channels: { "my-train": { text: "1,2\n" } },
      });
      expect(job.FailureReason).toBeUndefined();
      await host(local, "noting", [
        {
          image: serving,
          modelData: job.ModelArtifacts?.S3ModelArtifacts ?? "",
          environment: await sourceOf({ "serve_it.py": reading }, "serve_it.py"),
        },
      ]);
      expect(await settled(local, "noting")).toMatchObject({ EndpointStatus: "InService" });

      const seen: unknown = JSON.parse(await file("noting", "seen.json"));
      expect(seen).toEqual({
        argv: ["--learning-rate", "0.5", "--name", "frost", "-v", "1"],
        rate: 0.5,
        user: '["--learning-rate","0.5","--name","frost","-v","1"]',
        hp: "0.5",
        channel: expect.stringMatching(/\/input\/data\/my-train$/),
        gpus: "0",
        there: expect.any(Boolean),
      });
    });

    async function sourceOf(files: Readonly<Record<string, string>>, program: string) {
      const key = `source/${program}.tar.gz`;
      await local.server.world.objects.put("lab", key, await archived(files));
      return { SAGEMAKER_SUBMIT_DIRECTORY: `s3://lab/${key}`, SAGEMAKER_PROGRAM: program };
    }

    it("that fails has the toolkit's reason, with its exit code and what it said", async () => {
      const code = { "train.py": "import sys\nprint('loading')\nraise ValueError('no rows in train.csv')\n" };
      const { TrainingJobStatus, FailureReason } = await train(local, "failing", { image: pytorch, code });
      expect(TrainingJobStatus).toBe("Failed");
      expect(FailureReason).toMatch(
        /^AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage "ValueError: no rows in train.csv"\nCommand "\S*python\S* train.py", exit code: 1$/,
      );
    });

    it.each([
      ["names no script", "unnamed", {}, "No script is named."],
      [
        "names one that is not there",
        "absent",
        { code: { "other.py": "" } },
        "There is no train.py in the source directory; there are other.py.",
      ],
    ])("that %s fails with what to do", async (_, name, training, reason) => {
      const job = await train(local, name, { image: pytorch, ...training });
      expect(job).toMatchObject({
        TrainingJobStatus: "Failed",
        FailureReason: expect.stringContaining(reason),
      });
    });

    it("has the packages of its requirements.txt, installed once", async () => {
      const folder = temporaryFolder();
      execFileSync("python3", ["-c", wheel], { cwd: folder });
      const code = {
        "train.py": "import tidetable\nprint('level', tidetable.level)\n",
        "requirements.txt": `--no-index\n${folder}/tidetable-1.0-py3-none-any.whl\n`,
      };
      const first = await train(local, "packed", { image: pytorch, code });
      expect(first.FailureReason).toBeUndefined();
      const again = await train(local, "packed-again", { image: pytorch, code });
      expect(again.TrainingJobStatus).toBe("Completed");

      expect(linesOf("packed")).toContainEqual(expect.stringContaining("Installing the packages"));
      expect(linesOf("packed-again")).toContainEqual(expect.stringContaining("installed in"));
      expect(linesOf("packed-again")).toContain("level 7");
    });

    it("is served with the packages of its requirements.txt, which containers that start at once install once", async () => {
      const folder = temporaryFolder();
      execFileSync("python3", ["-c", wheel], { cwd: folder });
      const container = (hostname: string) => ({
        image: serving,
        hostname,
        files: {
          "code/inference.py": `
import tidetable
def model_fn(model_dir):
    return tidetable.level
def transform_fn(model, data, content_type, accept):
    return data + b" " + str(model).encode(), "text/plain"
`,
          "code/requirements.txt": `--no-index\n${folder}/tidetable-1.0-py3-none-any.whl\n`,
        },
      });
      await host(local, "packed", [container("first"), container("second"), container("third")]);
      expect(await settled(local, "packed")).toMatchObject({ EndpointStatus: "InService" });
      expect(await file("packed", "level")).toBe("level 7 7 7");
      const told = [
        ...(local.server.world.logs.find("/aws/sagemaker/Endpoints/packed")?.streams.values() ?? []),
      ]
        .flatMap(({ events }) => events.map(({ message }) => message))
        .filter((message) => message.includes("the packages of requirements.txt into"));
      expect(told).toHaveLength(1);
    });

    const linesOf = (job: string) =>
      [...(local.server.world.logs.find("/aws/sagemaker/TrainingJobs")?.streams.values() ?? [])]
        .filter(({ name }) => name.startsWith(`${job}/`))
        .flatMap(({ events }) => events.map(({ message }) => message));

    it("whose packages cannot be installed fails with pip's reason", async () => {
      const code = { "train.py": "", "requirements.txt": "--no-index\nno-such-package==1.0\n" };
      const { FailureReason } = await train(local, "unpacked", { image: pytorch, code });
      expect(FailureReason).toMatch(
        /^AlgorithmError: InstallRequirementsError:\nExitCode 1\nErrorMessage "ERROR: /,
      );
      expect(FailureReason).toContain("no-such-package==1.0");
    });

    it("that breaks as it is loaded fails the endpoint, and says with what", async () => {
      const files = { "code/inference.py": "import no_such_module\n" };
      await host(local, "breaking", [{ image: serving, files }]);
      expect(await settled(local, "breaking")).toMatchObject({
        EndpointStatus: "Failed",
        FailureReason: expect.stringMatching(
          /did not pass the ping health check.*exited with code 1: ModuleNotFoundError: No module named 'no_such_module'$/,
        ),
      });
    });

    it("answers in a chain of containers, each with what the one before it said", async () => {
      const adding = (word: string) => `
def model_fn(model_dir):
    return None
def transform_fn(model, data, content_type, accept):
    return data + b" ${word}", "text/plain"
`;
      const container = (word: string) => ({
        image: serving,
        hostname: word,
        files: { "code/inference.py": adding(word) },
      });
      await host(local, "chained", [container("first"), container("second")]);
      await settled(local, "chained");
      expect(await file("chained", "asked")).toBe("asked first second");
      const streams = local.server.world.logs.find("/aws/sagemaker/Endpoints/chained")?.streams;
      expect([...(streams?.keys() ?? [])].sort()).toEqual([
        expect.stringMatching(/^main\/i-\d+\/first$/),
        expect.stringMatching(/^main\/i-\d+\/second$/),
      ]);

      await host(local, "direct", [container("first"), container("second")], "Direct");
      await settled(local, "direct");
      const direct = { EndpointName: "direct", Body: "asked", ContentType: "text/plain" };
      const answer = await local.runtime.invokeEndpoint({ ...direct, TargetContainerHostname: "second" });
      expect(Buffer.from(answer.Body).toString()).toBe("asked second");
      await expect(local.runtime.invokeEndpoint(direct)).rejects.toThrow("must be one of first, second");
    });
  },
);

/** Writes a wheel of one module, so that no index is asked. */
const wheel = `
import zipfile
with zipfile.ZipFile("tidetable-1.0-py3-none-any.whl", "w") as wheel:
    wheel.writestr("tidetable.py", "level = 7\\n")
    wheel.writestr("tidetable-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tidetable\\nVersion: 1.0\\n")
    wheel.writestr("tidetable-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("tidetable-1.0.dist-info/RECORD", "")
`;
