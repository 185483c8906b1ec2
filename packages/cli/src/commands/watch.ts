import { unpredicted } from "@driftwheel/core/monitor/captures/read-mismatch.ts";
import { duration } from "@driftwheel/core/policy/duration.ts";
import { Command, InvalidArgumentError, Option } from "commander";
import { captureFiles, wrongInput } from "../assess/capture-files.ts";
import { driftPolicy, type WatchedPolicy } from "../assess/drift-policy.ts";
import { readBaseline } from "../assess/read-baseline.ts";
import type { Context } from "../context/context.ts";
import { exitCode, PersonError } from "../context/errors.ts";
import { type JudgedCaptures, withJudgedCaptures } from "../options/judged-captures.ts";
import { isForProgram, type OutputOptions, withOutput } from "../options/output-option.ts";
import { wholeNumber } from "../options/whole-number.ts";
import { verdictHeading, verdictLine } from "../output/verdict-lines.ts";
import { timedFiles } from "../watch/timed-files.ts";
import { verdicts } from "../watch/verdicts.ts";
import { watchedWindows } from "../watch/watched-windows.ts";

interface Options extends OutputOptions, JudgedCaptures {
  readonly window?: number;
  readonly falseAlarmsPerYear?: number;
  readonly minEffect?: number;
  readonly minRows?: number;
}

export function watchCommand(context: Context): Command {
  const command = new Command("watch")
    .description("Judge captured requests on disk window after window, as the monitor and its sum would.")
    .argument("<captures...>", "files that data capture wrote (*.jsonl, gzip too), or folders of them");
  withJudgedCaptures(command, [
    new Option(
      "--window <duration>",
      'length of a window, such as "1 hour"; else as the policy says',
    ).argParser(milliseconds),
    new Option("--false-alarms-per-year <number>", "how often drift may be told by mistake").argParser(
      positive,
    ),
    new Option("--min-effect <psi>", "smallest PSI that matters").argParser(amount),
    new Option(
      "--min-rows <rows>",
      "rows that a window needs; fewer are judged with the next window's",
    ).argParser(wholeNumber),
  ]);
  command.addHelpText("after", rule);
  const form =
    "{ windowStart, windowEnd, rows, score, sum, line, alarm, features: [{ feature, check, distance, pValue }] } of each window as one line of JSON";
  return withOutput(command, form).action(async (names: readonly string[], options: Options) => {
    const policy = withOptions(await driftPolicy(options, context), options);
    const baseline = await readBaseline(options.baseline, context);
    const files = await captureFiles(names, context);
    const timed = await timedFiles(files);
    const judge = verdicts(baseline, policy);
    const forProgram = isForProgram(options, context);
    if (!forProgram) context.out(context.colors.dim(verdictHeading));
    const windows = watchedWindows(timed, baseline, policy, ({ name }) => context.progress(name));
    let judged = 0;
    let alarms = 0;
    let leftOut: string | null = null;
    let next = await windows.next();
    for (; !next.done; next = await windows.next()) {
      const verdict = judge(next.value);
      leftOut ??= unpredicted(next.value);
      if (verdict.score !== null) judged += 1;
      if (verdict.alarm) alarms += 1;
      context.out(forProgram ? JSON.stringify(answerOf(verdict)) : verdictLine(verdict, context));
    }
    context.progress(null);
    const { late, firstUnread } = next.value;
    if (firstUnread !== null) context.hint(`Not all lines could be read: ${firstUnread}.`);
    if (leftOut !== null) context.hint(leftOut);
    if (late > 0) {
      context.hint(`${late} captures came more than a window after their time and were left out.`);
    }
    if (judged === 0) {
      throw new PersonError("Not enough data: no window could be judged.", exitCode.notEnoughData);
    }
    if (alarms > 0) {
      const times = alarms === 1 ? "once" : `${alarms} times`;
      throw new PersonError(`Drift would be confirmed ${times} in ${judged} windows.`, exitCode.violated);
    }
  });
}

const rule = `
A window is judged by those before it, as in production; after an alarm the sum begins anew. Ends with 0
where drift is never confirmed, ${exitCode.violated} where it is, ${exitCode.notEnoughData} where no window has rows enough, and ${exitCode.usage} where a file cannot be used.`;

function withOptions(policy: WatchedPolicy, options: Options): WatchedPolicy {
  const { drift, quality } = policy;
  const { sensitivity } = drift;
  const { falseAlarmsPerYear = sensitivity.falseAlarmsPerYear, minEffect = sensitivity.minEffect } = options;
  const { window = drift.window, minRows = drift.minRows } = options;
  const changed = { ...drift, window, minRows, sensitivity: { falseAlarmsPerYear, minEffect } };
  const windows = (365.25 * 86_400_000) / window;
  if (falseAlarmsPerYear >= windows) {
    throw wrongInput(
      `--false-alarms-per-year ${falseAlarmsPerYear}: must be below the ${Math.floor(windows)} windows of a year.`,
    );
  }
  return quality === undefined ? { drift: changed } : { drift: changed, quality };
}

function answerOf({ features, ...verdict }: ReturnType<ReturnType<typeof verdicts>>) {
  return {
    ...verdict,
    features: features.map(({ feature, check, distance, pValue }) => ({ feature, check, distance, pValue })),
  };
}

function milliseconds(typed: string): number {
  const parsed = duration.safeParse(typed);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('It is a duration in words, such as "1 hour" or "30 minutes".');
}

function positive(typed: string): number {
  const number = amount(typed);
  if (number > 0) return number;
  throw new InvalidArgumentError("It is a number above 0.");
}

function amount(typed: string): number {
  const number = Number(typed);
  if (typed.trim() !== "" && Number.isFinite(number) && number >= 0) return number;
  throw new InvalidArgumentError("It is a number, 0 or more.");
}
