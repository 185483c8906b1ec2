import { testAlert } from "@driftwheel/core/decider/alerts/conditions.ts";
import { severities } from "@driftwheel/core/vocabulary/severity.ts";
import { Command, InvalidArgumentError, Option } from "commander";
import { receiptsOf } from "../../alert-test/receipts.ts";
import { withApi } from "../../api/address.ts";
import { openApi } from "../../api/client.ts";
import type { Context } from "../../context/context.ts";
import { PersonError } from "../../context/errors.ts";
import { isForProgram, withOutput } from "../../options/output-option.ts";
import { receiptLines } from "../../output/receipt-lines.ts";
import { type GivenOptions, give, withGiven } from "./give.ts";

interface Options extends GivenOptions {
  readonly severity: readonly string[];
  readonly wait: number;
}

const usualWait = 30;
const longestWait = 600;

export function alertTestCommand(context: Context): Command {
  const command = new Command("alert-test")
    .description(
      "Have Driftwheel send a test alert as it sends every alert, and tell what was sent where: to topics and webhooks.",
    )
    .argument("<model>", "name of the model in the fleet")
    .addOption(
      new Option(
        "--severity <severity>",
        `${severities.join(", ")}; given several times, one alert is sent at each`,
      )
        .argParser(asked)
        .makeOptionMandatory(),
    );
  withGiven(command).option("--wait <seconds>", "how long to wait for what became of it", seconds, usualWait);
  return withApi(withOutput(command, "the API's answer with { receipts } as one line of JSON")).action(
    async (model: string, options: Options) => {
      const api = openApi(options, context);
      const answer = await give(
        { verb: "test-alerts", role: "operator", model, fields: { severities: options.severity }, options },
        api,
        context,
      );
      const alerts = answer.entries
        .filter((entry) => entry.kind === "alert-raised")
        .filter(({ data }) => data.aboutKind === testAlert);
      const receipts = await receiptsOf(alerts, options.wait * 1_000, api, context);
      if (isForProgram(options, context)) context.out(JSON.stringify({ ...answer, receipts }));
      else for (const line of receiptLines(receipts, model, context)) context.out(line);
      const missing = receipts.filter(({ status }) => status === "failed" || status === "waiting");
      if (missing.length > 0) {
        throw new PersonError(
          `${missing.length} of ${receipts.length} did not go out within ${options.wait} seconds. Why stands above; what to do: docs/guides/first-hour.md`,
        );
      }
    },
  );
}

function asked(text: string, before: readonly string[] = []): readonly string[] {
  if (severities.some((severity) => severity === text)) return [...new Set([...before, text])];
  throw new InvalidArgumentError(`It is one of ${severities.join(", ")}.`);
}

function seconds(text: string): number {
  const count = Number(text);
  if (text.trim() !== "" && Number.isInteger(count) && count >= 0 && count <= longestWait) return count;
  throw new InvalidArgumentError(`It is a whole number of seconds from 0 to ${longestWait}.`);
}
