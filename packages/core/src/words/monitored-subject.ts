import {
  captureSchedule,
  qualitySchedule,
  rareClassSchedule,
  type WindowProblem,
} from "../vocabulary/monitored-window.ts";

const subjects = new Map([
  [captureSchedule, "drift"],
  [qualitySchedule, "the quality of answers"],
  [rareClassSchedule, "the quality of answers of rare classes"],
  ["looks", "the trial"],
  ["outcomes", "which variant is better"],
]);

/** What is watched, by the schedule that watches it. */
export function subjectInWords(subject: string): string {
  return subjects.get(subject) ?? subject;
}

const reasons: Readonly<Record<WindowProblem["reason"], string>> = {
  "no-endpoint": "there is no such endpoint",
  "no-capture": "nothing is captured",
  "no-baseline": "no baseline",
  "no-files": "no captures are found",
  "no-requests": "no requests",
  "all-unread": "no request can be read",
  "mostly-unread": "half of the requests or more cannot be read",
  "too-few-rows": "too few rows",
  "column-mismatch": "columns do not fit",
  "no-labels": "no ground truth",
  "no-label-matches": "labels match no request",
  "not-measured": "constraints cannot be measured",
  failed: "reading fails",
  "no-reports": "no reports come",
  "no-looks": "looks fail",
  "no-outcomes": "no outcomes arrive",
};

/** Why something is not watched, in a few words. */
export function problemInWords(reason: WindowProblem["reason"]): string {
  return reasons[reason];
}
