import type { CountedFiles } from "@driftwheel/aws/monitor/counted-files.ts";
import type { GroundTruthFile } from "@driftwheel/aws/monitor/ground-truth.ts";
import type { QualityPolicy } from "@driftwheel/core/policy/quality.ts";
import type { ClosedWindow } from "../shell/closed-windows.ts";

/** The schedule's name of Driftwheel's watch on the quality of answers. */
export const qualitySchedule = "driftwheel-quality";

/** An hour with ground truth that no run has counted, and everything that is needed to judge it. */
export interface HourToJudge {
  readonly window: ClosedWindow;
  readonly endpoint: string;
  readonly quality: QualityPolicy;
  /** Where the endpoint's captures lie, `s3://bucket/prefix`. */
  readonly destination: string;
  readonly files: readonly GroundTruthFile[];
  readonly fresh: ReadonlySet<string>;
  readonly counted: CountedFiles;
}
