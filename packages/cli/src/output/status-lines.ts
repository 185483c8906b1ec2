import { listed } from "@driftwheel/core/words/listed.ts";
import { subjectInWords } from "@driftwheel/core/words/monitored-subject.ts";
import { valueInWords } from "@driftwheel/core/words/value.ts";
import type { ModelState, Monitoring } from "../api/answers.ts";
import { shortTime } from "../context/clock.ts";
import type { Context } from "../context/context.ts";
import { figure } from "./numbers.ts";
import { statusColour } from "./status-colour.ts";
import { oneLine, wrap } from "./wrap.ts";

type Fact = readonly [what: string, said: string];

const widest = 100;
const labelWidth = 12;

/** A model's state for people: a line for each thing that is so; what is not so has no line. */
export function statusLines(state: ModelState, { colors, columns }: Context): readonly string[] {
  const width = Math.min(columns ?? widest, widest) - labelWidth;
  const facts = [
    ...stops(state),
    ...serving(state),
    ...drift(state),
    ...watched(state),
    ...freshData(state),
    ...retraining(state),
    ...trial(state),
    ...waiting(state),
    ...alerts(state),
    ...pages(state),
  ];
  return [
    `${colors.bold(state.model)}  ${statusColour(state.status, oneLine(valueInWords(state.status)), colors)}`,
    ...facts.flatMap(([what, said]) =>
      wrap(said, width).map((line, index) => {
        const label = (index === 0 ? what : "").padEnd(labelWidth);
        return colors.dim(label) + line;
      }),
    ),
    colors.dim(`The ledger ends with entry ${state.sequence}. Times are UTC.`),
  ];
}

function pages({ links = [] }: ModelState): readonly Fact[] {
  return links.map(({ label, url }, index) => [index === 0 ? "look at" : "", `${label}: ${url}`]);
}

function stops({ model, paused, held }: ModelState): readonly Fact[] {
  return [
    ...(held
      ? [
          [
            "held",
            `since ${shortTime(held.since)}: ${held.reason} Go on with driftwheel resume ${model}.`,
          ] as const,
        ]
      : []),
    ...(paused
      ? [["paused", `by ${paused.by} since ${shortTime(paused.since)}: ${paused.reason}`] as const]
      : []),
  ];
}

function serving({ endpoint, champion }: ModelState): readonly Fact[] {
  const version = champion && (champion.version === null ? champion.variant : `version ${champion.version}`);
  return [["endpoint", version ? `${endpoint}, served by ${version}` : `${endpoint}, not looked at so far`]];
}

function drift({ drift: { confirmed, skipped } }: ModelState): readonly Fact[] {
  if (!confirmed) return [];
  const names = confirmed.features.map(({ feature }) => feature);
  const features = listed(names, names.length, confirmed.more) || "the whole";
  const left = skipped === null ? "" : `; no retraining: ${valueInWords(skipped)}`;
  return [["drift", `in ${features} since ${shortTime(confirmed.since)}${left}`]];
}

function watched({ monitoring }: ModelState): readonly Fact[] {
  if (monitoring.length === 0) return [["watched", "no window has been told of so far"]];
  return monitoring.flatMap(({ subject, lastJudged, blind }): readonly Fact[] => {
    const what = subjectInWords(subject);
    return [
      ["watched", `${what}: ${lastJudged === null ? "never judged so far" : judgedInWords(lastJudged)}`],
      ...(blind === null ? [] : [["blind", blindInWords(what, blind)] as const]),
    ];
  });
}

function judgedInWords({ end, rows, unread }: NonNullable<Monitoring[number]["lastJudged"]>): string {
  const on = rows === null ? "" : ` on ${rows} rows`;
  const reasons = (unread?.reasons ?? []).map(({ reason, lines }) => `${reason} (${lines})`).join("; ");
  const missed =
    unread === null || unread.lines === 0 ? "" : `, ${unread.lines} not read${reasons && `: ${reasons}`}`;
  return `last judged for the window until ${shortTime(end)}${on}${missed}`;
}

function blindInWords(
  what: string,
  { words, since, windows }: NonNullable<Monitoring[number]["blind"]>,
): string {
  const count = windows === 0 ? "" : `, ${windows} window${windows === 1 ? "" : "s"}`;
  return `${what} since ${shortTime(since)}${count}: ${words}`;
}

function freshData({ freshData: fresh }: ModelState): readonly Fact[] {
  if (!fresh) return [];
  const { source, files, records, oldest, enough, readAt, troubles } = fresh;
  const count = `${files} file${files === 1 ? "" : "s"}`;
  const amount = records === null ? count : `${records} record${records === 1 ? "" : "s"} in ${count}`;
  const since = oldest === null ? "" : ` since ${shortTime(oldest)}`;
  const answer = enough ? "enough for a retraining" : "not enough yet";
  const said = readAt === null ? "not read so far" : `${amount}${since}, ${answer}`;
  return [
    ["new data", `${said} (${source})`],
    ...troubles.map((one) => ["", `${valueInWords(one.trouble)} since ${shortTime(one.since)}`] as const),
  ];
}

function retraining({ retraining: running }: ModelState): readonly Fact[] {
  if (!running) return [];
  return [
    [
      "retraining",
      `since ${shortTime(running.requestedAt)}, until ${shortTime(running.deadline)} at most${running.execution === null ? "; not started so far" : ""}`,
    ],
  ];
}

function trial({ rollout }: ModelState): readonly Fact[] {
  if (!rollout) return [];
  const { champion, challenger, weight, looks, phase, deadline, others = [] } = rollout;
  return [
    [
      "on trial",
      `version ${challenger.version} with ${figure(weight)}% of the traffic${others.length > 0 ? " as each of the others" : ""}, ${valueInWords(phase)}, ${looks} look${looks === 1 ? "" : "s"}, until ${shortTime(deadline)} at most`,
    ],
    ["", `champion ${good(champion)}, challenger ${good(challenger)}`],
    ...others.map(
      (other): Fact => [
        "",
        `beside it version ${other.challenger.version}: champion ${good(other.champion)}, challenger ${good(other.challenger)}`,
      ],
    ),
  ];
}

function good({ trials, successes }: { readonly trials: number; readonly successes: number }): string {
  return trials === 0
    ? "without outcomes"
    : `${successes} of ${trials} good (${figure((successes / trials) * 100)}%)`;
}

function waiting({ approvals }: ModelState): readonly Fact[] {
  return approvals.map(({ model, version, deadline }) => [
    "approval",
    `version ${version} waits${deadline === null ? "" : ` until ${shortTime(deadline)}`}: driftwheel approve ${model} ${version}, or reject`,
  ]);
}

function alerts({ alerts: open }: ModelState): readonly Fact[] {
  return open.map(({ sequence, severity, subject, at, acknowledgedBy, escalated }) => {
    const seen = acknowledgedBy === null ? "nobody has it" : `${acknowledgedBy} has it`;
    return [
      "alert",
      `#${sequence} ${severity} since ${shortTime(at)}, ${seen}${escalated ? ", escalated" : ""}: ${subject}`,
    ];
  });
}
