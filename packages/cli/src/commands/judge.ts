import { setImmediate } from "node:timers/promises";
import { Command } from "commander";
import type { Context } from "../context/context.ts";
import { exitCode } from "../context/errors.ts";
import { judgeTrial, type TrialEnded, type TrialStep } from "../judge/judge-trial.ts";
import { readOutcomes, type UnreadRows } from "../judge/read-outcomes.ts";
import { rolloutPolicy } from "../judge/rollout-policy.ts";
import { RowShelves } from "../judge/row-shelf.ts";
import { isForProgram, type OutputOptions, withOutput } from "../options/output-option.ts";
import { stepJson, summaryLines, trialLines } from "../output/judged-lines.ts";

interface Options extends OutputOptions {
  readonly policy: string;
  readonly model?: string;
}

/** Whoever waits for less wants to hear nothing, milliseconds. */
const patience = 2_000;
const rowsBetween = 10_000;

export function judgeCommand(context: Context): Command {
  const command = new Command("judge")
    .description("Tell what a rollout's referee would say of an experiment in a file, look by look.")
    .argument(
      "<outcomes.jsonl>",
      "an outcome or a request a line, in any order (gzip too); - for standard input",
    )
    .requiredOption(
      "--policy <path>",
      "how it is judged: module with a fleet, or JSON file with a rollout section",
    )
    .option("--model <name>", "the model of the fleet whose policy it is");
  command.addHelpText("after", rule);
  const form =
    "lines of { trial, history, ... } as a trial begins, { trial, look, ... } a look, and { trial, end, at }";
  return withOutput(command, form).action(async (name: string, options: Options) => {
    const rules = await rolloutPolicy(options, context);
    const progress = patientProgress(context);
    using shelves = new RowShelves();
    const unread = await readOutcomes(name, shelves, context, (rows) => {
      if (rows % rowsBetween === 0) progress(`${rows} rows`);
    });
    hintUnread(unread, context);
    const { trials } = shelves;
    const ends: TrialEnded[] = [];
    const isJson = isForProgram(options, context);
    const out = (line: string) => {
      // Both are written to the terminal, and what is shown of the progress has no line of its own.
      if (context.columns !== null) progress(null);
      context.out(line);
    };
    for (const [place, trial] of trials.entries()) {
      const steps: TrialStep[] = [];
      for (const step of judgeTrial(trial, rules, shelves)) {
        if (isJson) out(JSON.stringify(stepJson(step)));
        else steps.push(step);
        if (step.kind === "ended") ends.push(step);
        else progress(`trial ${place + 1} of ${trials.length}`);
      }
      if (!isJson) for (const line of trialLines(steps, context)) out(line);
      // What reads the output may be slower, or gone.
      await setImmediate();
    }
    progress(null);
    if (!isJson && ends.length > 1) for (const line of summaryLines(ends)) context.out(line);
  });
}

const rule = `
A line is { "variant": "champion" or "challenger", "requestedAt": time }, and may have "trial" (default "1"),
"knownAt" (when its outcome was known; default at once), "unit" (whose request it is), "success": true or false,
"error": true or false, "latencyMilliseconds". What the champion had before the first request of the challenger is its
history. Looks are taken every lookEvery from then on, each with what was known by then.

Ends with 0 however trials end, and ${exitCode.usage} where nothing in the file can be judged.`;

function patientProgress(context: Context): (text: string | null) => void {
  const begun = context.now().getTime();
  let [isShown, told] = [false, begun];
  return (text) => {
    const now = context.now().getTime();
    if (text === null) {
      if (isShown) context.progress(null);
      isShown = false;
    } else if (now - told >= (isShown ? 100 : patience)) {
      [isShown, told] = [true, now];
      context.progress(text);
    }
  };
}

function hintUnread({ lines, first }: UnreadRows, context: Context): void {
  if (lines === 0) return;
  context.hint(`${lines} ${lines === 1 ? "line was" : "lines were"} not read:`);
  for (const reason of first) context.hint(`  ${reason}`);
  if (lines > first.length) context.hint(`  and ${lines - first.length} more`);
}
