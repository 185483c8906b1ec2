import type { CountedFiles } from "@driftwheel/aws/monitor/counted-files.ts";
import type { GroundTruthFile } from "@driftwheel/aws/monitor/ground-truth.ts";
import type { RequestPlaces } from "@driftwheel/core/monitor/quality/join.ts";
import type { AskedOfOutcomes } from "@driftwheel/core/monitor/quality/outcome-groups.ts";
import type { Served } from "@driftwheel/core/policy/batch/served.ts";
import type { QualityPolicy } from "@driftwheel/core/policy/quality/quality.ts";
import type { ClosedWindow } from "../shell/closed-windows.ts";

/** A file that was counted, and whose labels without an answer are looked for again. */
export interface WaitingFile {
  /** The round after its last one. */
  readonly round: number;
  /** Ids of the labels that wait. */
  readonly ids: ReadonlySet<string>;
}

/** An hour with ground truth that no run has counted, or that waits for answers, and everything to judge it. */
export interface HourToJudge {
  readonly window: ClosedWindow;
  readonly now: Date;
  /** What the model is known by, its endpoint mostly. */
  readonly endpoint: string;
  readonly serves: Served;
  readonly quality: QualityPolicy;
  /** The policy's baseline of the requests' distribution, for a champion whose package names none; null without it. */
  readonly trainedOn: string | null;
  /** Where requests say whose they are, and of which segment. */
  readonly places: RequestPlaces;
  /** What the rollout asks of outcomes; null where others put what it judges. */
  readonly asked: AskedOfOutcomes | null;
  /** Where captures lie, `s3://bucket/prefix`. */
  readonly destination: string;
  readonly files: readonly GroundTruthFile[];
  /** Paths of files that were never counted. */
  readonly fresh: ReadonlySet<string>;
  /** Files that are looked at again now, by their paths. */
  readonly again: ReadonlyMap<string, WaitingFile>;
  /** Paths of files whose labels are looked for again at another time. */
  readonly later: ReadonlySet<string>;
  /** True when the policy looks back no further: what has no answer now gets none. */
  readonly last: boolean;
  readonly counted: CountedFiles;
}
