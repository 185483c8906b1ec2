import type { OpenFinding } from "@driftwheel/core/idle/state.ts";
import { moneyInWords, nextOf } from "@driftwheel/core/idle/tell.ts";
import { Command } from "commander";
import { shortTime } from "../../context/clock.ts";
import type { AwsOptions, Context } from "../../context/context.ts";
import { endpointOption, tableOption } from "../../options/aws-options.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";
import { table } from "../../output/table.ts";
import { readIdle } from "./read-idle.ts";
import { idleUndoCommand } from "./undo.ts";

interface Options extends AwsOptions, OutputOptions {
  readonly table: string;
}

export function idleCommand(context: Context): Command {
  const command = new Command("idle")
    .description("List what stands idle in the account, what it costs a month, and what was done about it.")
    .addOption(endpointOption(context))
    .addOption(tableOption(context));
  withOutput(command, "each finding as one line of JSON").addCommand(idleUndoCommand(context));
  return command.action(async (options: Options) => {
    const findings = await readIdle(options, context);
    if (isForProgram(options, context)) {
      for (const finding of findings) context.out(JSON.stringify(shown(finding)));
    } else if (findings.length === 0) {
      context.out("Nothing stands idle, or nobody has looked so far.");
    } else {
      for (const row of rows(findings, context)) context.out(row);
      const known = findings.filter(({ status }) => status === "found").map(({ monthly }) => monthly ?? 0);
      const sum = known.reduce((total, money) => total + money, 0);
      if (sum > 0) context.out(`Not stopped: ${moneyInWords(sum)}.`);
    }
  });
}

/** What programs read: no name of it changes without a word in the changelog. */
function shown(finding: OpenFinding): object {
  const { resource, kind, name, arn, status, since, foundAt, because, monthly, notActed, stoppedAt } =
    finding;
  const { act } = finding;
  return {
    ...{ resource, kind, name, arn, status, since, foundAt, because, monthly, notActed, stoppedAt },
    act: act?.operation ?? null,
  };
}

function rows(findings: readonly OpenFinding[], context: Context): readonly string[] {
  return table(
    findings,
    [
      { heading: "resource", text: ({ resource }) => resource },
      { heading: "status", text: ({ status }) => status },
      { heading: "since", text: ({ since }) => shortTime(since) },
      { heading: "money", text: ({ monthly }) => moneyInWords(monthly), right: true },
      {
        heading: "why",
        text: ({ because, kind, notActed, status }) =>
          status === "found"
            ? `${because} ${notActed === null ? nextOf(kind) : `Not stopped: ${notActed}.`}`
            : because,
      },
    ],
    context,
  );
}
