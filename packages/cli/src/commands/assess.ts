import { assessByPolicy } from "@driftwheel/core/decider/drift/assess-by-policy.ts";
import type { ReadCaptures } from "@driftwheel/core/monitor/captures/capture-reader.ts";
import { unpredicted } from "@driftwheel/core/monitor/captures/read-mismatch.ts";
import { predictionsOf } from "@driftwheel/core/monitor/captures/watched-predictions.ts";
import { noHistory } from "@driftwheel/core/monitor/dispersion/window-history.ts";
import { columnMismatch } from "@driftwheel/core/monitor/window/column-mismatch.ts";
import { shownBy } from "@driftwheel/core/monitor/window/window-counts.ts";
import { Command } from "commander";
import { captureFiles, wrongInput } from "../assess/capture-files.ts";
import { driftPolicy } from "../assess/drift-policy.ts";
import { type Judgement, judgementOf, oneWindow } from "../assess/judgement.ts";
import { readBaseline } from "../assess/read-baseline.ts";
import { readCaptures } from "../assess/read-captures.ts";
import type { Context } from "../context/context.ts";
import { exitCode, PersonError } from "../context/errors.ts";
import { type JudgedCaptures, withJudgedCaptures } from "../options/judged-captures.ts";
import { isForProgram, type OutputOptions, withOutput } from "../options/output-option.ts";
import { assessmentLines, sentenceOf } from "../output/assessment-lines.ts";

export function assessCommand(context: Context): Command {
  const command = new Command("assess")
    .description("Tell what the monitor would say of captured requests on disk, all as one window.")
    .argument(
      "<captures...>",
      "files that data capture wrote (*.jsonl, gzip too), or folders of them; or the rows that a batch transform reads, as CSV or JSON lines",
    );
  withJudgedCaptures(command);
  command.addHelpText("after", rule);
  const form =
    "{ rows, unread, reasons, features: [{ feature, check, distance, pValue, violated }], window: { pValue, score } } as one line of JSON";
  return withOutput(command, form).action(
    async (names: readonly string[], options: OutputOptions & JudgedCaptures) => {
      const policy = await driftPolicy(options, context);
      const { drift } = policy;
      const baseline = await readBaseline(options.baseline, context);
      const files = await captureFiles(names, context);
      const read = await readCaptures(files, baseline, drift, ({ name }) => context.progress(name));
      context.progress(null);
      const predictions = predictionsOf(baseline, drift);
      const { assessment } = assessByPolicy(
        baseline,
        { ...oneWindow(drift.window), ...shownBy(read.state) },
        policy,
        noHistory(options.baseline, baseline),
      );
      const judgement = judgementOf(assessment, policy);
      if (isForProgram(options, context)) context.out(JSON.stringify(answerOf(read, judgement)));
      else for (const line of assessmentLines(read, judgement, context)) context.out(line);
      const mismatch = columnMismatch(baseline, drift.columns ?? null, read.state, predictions);
      const leftOut = unpredicted(read);
      if (leftOut !== null) context.hint(leftOut);
      if (mismatch !== null) context.hint(`${mismatch} That is a mismatch of columns, and no drift.`);
      if (judgement.window === null) throw new PersonError(sentenceOf(judgement), exitCode.notEnoughData);
      if (judgement.features.some(({ violated }) => violated)) {
        throw new PersonError(sentenceOf(judgement), exitCode.violated);
      }
      if (mismatch !== null) throw wrongInput("Only the columns that fit were judged.");
    },
  );
}

const rule = `
Ends with 0 where nothing is violated, ${exitCode.violated} where something is, ${exitCode.notEnoughData} where there are too few rows to judge, and
${exitCode.usage} where a file cannot be used or the columns do not fit the baseline.`;

/** What `--json` prints. */
function answerOf({ state, unread }: ReadCaptures, { features, window }: Judgement) {
  return {
    rows: state.rows,
    unread: unread.lines,
    reasons: unread.reasons,
    features: features.map(({ feature, check, distance, pValue, violated }) => ({
      feature,
      check,
      distance,
      pValue,
      violated,
    })),
    window: window ?? { pValue: null, score: null },
  };
}
