/** What could not be read of a window's requests or labels, and why. */
export interface Unread {
  /** In all. */
  readonly lines: number;
  /** By reason, the most frequent first; a handful at most, further ones are in `lines` alone. */
  readonly reasons: readonly { readonly reason: string; readonly lines: number }[];
  /**
   * The form of the first payload that was not understood, its values told by their type alone
   * (`{"instances": [{"x": [number]}]}`): people's data is nobody's to show. Null when there was none.
   */
  readonly example: string | null;
}

/** The schedules of Driftwheel's own watches, on captured requests and on answers, as windows and folders name them. */
export const captureSchedule = "driftwheel";
export const qualitySchedule = "driftwheel-quality";
/** Recall and F1 of rare classes, in windows of their own: they end when there are labels enough, and not each hour. */
export const rareClassSchedule = "driftwheel-quality-rare";

/** What keeps a window from being judged, or from being judged in full. */
export const windowProblems = [
  /** The policy's endpoint does not exist. */
  "no-endpoint",
  /** The endpoint captures nothing, and the policy names no place. */
  "no-capture",
  /** There is none of the champion that serves, or it cannot be read. */
  "no-baseline",
  /** The endpoint was asked, and no capture file tells of it. */
  "no-files",
  /** Nobody asked the endpoint: there is nothing to judge, and nothing wrong. */
  "no-requests",
  "all-unread",
  /** At least half of the captured requests could not be read; the rest was judged. */
  "mostly-unread",
  "too-few-rows",
  /** Columns of the policy, of the baseline and of the requests do not fit; those that do were judged. */
  "column-mismatch",
  /** Nobody put ground truth. */
  "no-labels",
  /** No label is for a request that was captured. */
  "no-label-matches",
  /** Constraints could not be measured. */
  "not-measured",
  /** Reading failed: a permission, a service. */
  "failed",
  /** No source has told of any window for long. */
  "no-reports",
  /** A rollout's looks are not taken, or fail. */
  "no-looks",
  /** Looks saw traffic, and no outcome of one variant or both. */
  "no-outcomes",
] as const;

export interface WindowProblem {
  readonly reason: (typeof windowProblems)[number];
  /** What is wrong, with names and numbers: whole sentences. */
  readonly words: string;
}

/** What came of one window of a schedule, apart from what it says about drift. */
export interface WindowReading {
  readonly schedule: string;
  /** ISO 8601 UTC. */
  readonly start: string | null;
  readonly end: string;
  /** Rows that were read; joined labels where answers are judged; null when the source does not say. */
  readonly rows: number | null;
  readonly judged: boolean;
  /** Null when the source does not say. */
  readonly unread: Unread | null;
  /** Null when the window was judged in full. */
  readonly problem: WindowProblem | null;
}

/** Where the statistics are from that a window was compared with. */
export interface BaselineOrigin {
  /** The champion's package names it, or the policy does, for whichever champion. */
  readonly from: "package" | "policy";
  readonly uri: string;
  /** ISO 8601 UTC, to the second; null when it is not known. */
  readonly writtenAt: string | null;
}
