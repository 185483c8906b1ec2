import { FleetRefused } from "@driftwheel/core/policy/refusal/fault.ts";
import { payloadReading } from "@driftwheel/payloads/reading.ts";
import { Command, Option } from "commander";
import { hasAws, pointTo } from "../api/aws-client.ts";
import type { Finding } from "../check/finding.ts";
import { findingsTable } from "../check/findings-table.ts";
import { judge } from "../check/judge.ts";
import type { AwsOptions, Context } from "../context/context.ts";
import { PersonError } from "../context/errors.ts";
import { defaultFleet, loadFleet } from "../context/fleet.ts";
import { endpointOption } from "../options/aws-options.ts";
import { isForProgram, type OutputOptions, withOutput } from "../options/output-option.ts";

interface Options extends AwsOptions, OutputOptions {
  readonly fleet?: string;
  readonly live?: boolean;
}

export function checkCommand(context: Context): Command {
  const command = new Command("check")
    .description(
      "Check the fleet before it is deployed: its file alone, or with --live also whether the account has what it names.",
    )
    .option("--fleet <path>", `module with the fleet (default: ${defaultFleet})`)
    .addOption(
      new Option(
        "--live",
        "ask AWS for endpoints, data capture, baselines, pipelines and the rest; nothing is changed",
      ),
    )
    .addOption(endpointOption(context));
  return withOutput(
    command,
    "a list of { model, subject, result, path, value, problem, remedy } as one line of JSON",
  ).action(async (options: Options) => {
    const fleet = await soundFleet(options, context);
    const models = Object.entries(fleet.models);
    if (!options.live) {
      tell([], options, context);
      context.hint(
        `The fleet is in order: ${counted(models.length, "model")}. With --live its account is asked too.`,
      );
      return;
    }
    if (!options.endpointUrl && !hasAws(context.environment)) {
      throw new PersonError(
        "There is no AWS in the environment to ask: set AWS_PROFILE, or AWS_ENDPOINT_URL to the address of npm run local.",
      );
    }
    if (options.endpointUrl) pointTo(options.endpointUrl);
    const findings: Finding[] = [];
    const { liveFacts } = await import("@driftwheel/aws/check/live-facts.ts");
    for (const [place, [model, policy]] of models.entries()) {
      const facts = await liveFacts(policy, (what) =>
        context.progress(`${place + 1} of ${models.length}, ${model}: asking for ${what}`),
      );
      const { endpoint } = facts;
      if (!endpoint.known && endpoint.because === "unreachable") {
        context.progress(null);
        throw new PersonError(`AWS cannot be asked: ${endpoint.why}`);
      }
      findings.push(...judge(model, policy, facts, await payloadReading(policy.drift)));
    }
    context.progress(null);
    tell(findings, options, context);
    conclude(findings, context);
  });
}

/** The fleet; what is wrong with it is told as every other finding is. */
async function soundFleet(options: Options, context: Context) {
  try {
    const fleet = await loadFleet(options.fleet, context);
    if (fleet) return fleet;
  } catch (error) {
    const refused = error instanceof PersonError ? error.cause : null;
    if (refused instanceof FleetRefused && isForProgram(options, context)) {
      const findings = refused.faults.map((fault) => ({
        model: null,
        subject: "fleet",
        result: "error" as const,
        ...fault,
      }));
      tell(findings, options, context);
    }
    throw error;
  }
  throw new PersonError(`There is no ${defaultFleet} here; name one with --fleet.`);
}

function tell(findings: readonly Finding[], options: Options, context: Context): void {
  if (isForProgram(options, context)) context.out(JSON.stringify(findings));
  else if (findings.length > 0) for (const line of findingsTable(findings, context)) context.out(line);
}

function conclude(findings: readonly Finding[], context: Context): void {
  const count = (result: Finding["result"]) => findings.filter((one) => one.result === result).length;
  const summary = [
    `${counted(count("error"), "error")}`,
    `${counted(count("warning"), "warning")}`,
    `${count("not-checked")} not checked`,
  ].join(", ");
  if (count("error") > 0) throw new PersonError(`Some of it cannot work: ${summary}.`);
  if (count("ok") === 0) throw new PersonError(`Nothing could be checked: ${summary}.`);
  context.hint(`Nothing is in the way: ${summary}.`);
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
