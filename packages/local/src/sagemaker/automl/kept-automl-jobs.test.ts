import { cpSync } from "node:fs";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { serverEnded } from "../kept-jobs.ts";
import { role } from "../testing/images.ts";
import { localSageMaker, until } from "../testing/local-sagemaker.ts";
import { bucket, harbours, put } from "./testing/harbours.ts";

it("is there after the next start; what ran when the server died has failed", async () => {
  const [state, copy] = [temporaryFolder(), temporaryFolder()];
  const before = await localSageMaker({ state });
  const asked = (AutoMLJobName: string, MaxCandidates: number) =>
    before.sagemaker.createAutoMLJobV2({
      AutoMLJobName,
      AutoMLJobInputDataConfig: [
        { DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: `s3://${bucket}/hours/` } } },
      ],
      OutputDataConfig: { S3OutputPath: `s3://${bucket}/made` },
      AutoMLProblemTypeConfig: {
        TabularJobConfig: { TargetAttributeName: "hours", CompletionCriteria: { MaxCandidates } },
      },
      RoleArn: role,
    });
  await put(before, "hours/harbours.csv", harbours("hours", 600, 5));
  await asked("ended", 1);
  const described = await until(
    () => before.sagemaker.describeAutoMLJobV2({ AutoMLJobName: "ended" }),
    ({ AutoMLJobStatus }) => AutoMLJobStatus === "Completed",
  );
  await asked("running", 100);
  await until(
    () => before.sagemaker.listCandidatesForAutoMLJob({ AutoMLJobName: "running" }),
    ({ Candidates = [] }) => Candidates.length > 0,
  );
  // Whatever is in the folder now is all that a kill would leave.
  cpSync(state, copy, { recursive: true });
  await before.close();

  const after = await localSageMaker({ state: copy });
  const { $metadata: _before, ...known } = described;
  const { $metadata: _after, ...found } = await after.sagemaker.describeAutoMLJobV2({
    AutoMLJobName: "ended",
  });
  expect(found).toEqual(known);
  expect(await after.sagemaker.describeAutoMLJobV2({ AutoMLJobName: "running" })).toMatchObject({
    AutoMLJobStatus: "Failed",
    FailureReason: serverEnded,
  });
  await after.close();
});
