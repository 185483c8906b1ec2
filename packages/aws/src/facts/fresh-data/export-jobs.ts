import { ListProcessingJobsCommand } from "@aws-sdk/client-sagemaker";
import type { ExportJob } from "@driftwheel/core/vocabulary/fresh-data.ts";
import { sageMaker } from "../../clients/sagemaker.ts";

/** More jobs of one flow do not run at once. */
const newest = 20;

/** The job that ended last, of those whose names begin so. */
export async function lastExportJob(prefix: string): Promise<ExportJob | null> {
  const { ProcessingJobSummaries = [] } = await sageMaker().send(
    new ListProcessingJobsCommand({
      NameContains: prefix,
      SortBy: "CreationTime",
      SortOrder: "Descending",
      MaxResults: newest,
    }),
  );
  const ended = ProcessingJobSummaries.flatMap(
    ({
      ProcessingJobName: name,
      ProcessingJobStatus: status,
      ProcessingEndTime,
      ...more
    }): readonly ExportJob[] => {
      const at = ProcessingEndTime ?? more.LastModifiedTime;
      if (!name?.startsWith(prefix) || !at) return [];
      if (status !== "Completed" && status !== "Failed" && status !== "Stopped") return [];
      return [{ name, status, at: at.toISOString(), failureReason: more.FailureReason ?? null }];
    },
  );
  return ended.toSorted((one, other) => (one.at < other.at ? 1 : -1))[0] ?? null;
}
