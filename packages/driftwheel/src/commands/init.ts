import { basename } from "node:path";
import { hasAws, pointTo } from "@driftwheel/cli/api/aws-client.ts";
import type { AwsOptions, Context } from "@driftwheel/cli/context/context.ts";
import { messageOf, PersonError } from "@driftwheel/cli/context/errors.ts";
import { endpointOption } from "@driftwheel/cli/options/aws-options.ts";
import { Command } from "commander";
import { type Answers, answersOf } from "../init/answers.ts";
import { exampleAnswers, filesOf } from "../init/files.ts";
import { sayModules, writeFiles } from "../init/write-files.ts";

interface Options extends AwsOptions, Partial<Record<Exclude<keyof Answers, "capture" | "role">, string>> {
  readonly capture?: string;
  readonly role?: string;
  readonly fromEndpoint?: string;
  readonly example?: true;
  readonly yes?: true;
  readonly force?: true;
}

export function initCommand(context: Context): Command {
  return new Command("init")
    .description(
      "Begin in this folder: a fleet with one model, its settings, sst.config.ts, a README and a workflow. It asks for what no option says.",
    )
    .option("--endpoint <name>", "the model's endpoint")
    .option(
      "--package-group <name>",
      "the model package group that its versions come from; its ARN where another account shares it",
    )
    .option("--pipeline <name>", "the pipeline that trains and registers a version")
    .option("--region <name>", "where they are (default: AWS_REGION)")
    .option("--model <name>", "what the fleet calls the model (default: by the package group)")
    .option("--capture <location>", "S3 location that the endpoint's data capture writes to")
    .option("--role <arn>", "the role that the endpoint's models run with")
    .option("--from-endpoint <name>", "read all of it from the account, by this endpoint; nothing is changed")
    .addOption(endpointOption(context))
    .option("--example", "the example instead: a model that drifts on this machine, without an account")
    .option("--yes", "ask nothing: what no option says and no account tells must not be missing")
    .option("--force", "overwrite files that are here")
    .action(async (options: Options) => {
      const { example, force } = options;
      const answers = example ? exampleAnswers : await answersTo(options, context);
      const app = basename(context.directory)
        .toLowerCase()
        .replaceAll(/[^a-z0-9-]+/g, "-");
      const files = filesOf(answers, /^[a-z]/.test(app) ? app : `driftwheel-${app}`, example === true);
      writeFiles(context.directory, files, force === true);
      sayModules(context.directory);
      context.hint(`Wrote ${Object.keys(files).join(", ")}.`);
      for (const line of toBeMended(answers)) context.hint(line);
      context.hint(`Next: npx driftwheel ${example ? "local" : "check"}`);
    });
}

async function answersTo(options: Options, context: Context): Promise<Answers> {
  const region = context.environment.AWS_REGION ?? context.environment.AWS_DEFAULT_REGION;
  const found =
    options.fromEndpoint === undefined ? {} : await readAccount(options.fromEndpoint, options, context);
  return await answersOf(
    options,
    { ...(region === undefined ? {} : { region }), ...found },
    options.yes ? { ask: null } : context,
  );
}

async function readAccount(endpoint: string, { endpointUrl, region }: Options, context: Context) {
  if (!endpointUrl && !hasAws(context.environment)) {
    throw new PersonError(
      "There is no AWS in the environment to ask: set AWS_PROFILE, or AWS_ENDPOINT_URL to the address of npx driftwheel local.",
    );
  }
  // The adapters' clients read where to ask, and as whom, from the environment of the process.
  if (region !== undefined) process.env.AWS_REGION = region;
  if (endpointUrl) pointTo(endpointUrl);
  const { foundByEndpoint } = await import("../init/from-endpoint.ts");
  try {
    const found = await foundByEndpoint(endpoint);
    return process.env.AWS_REGION === undefined ? found : { ...found, region: process.env.AWS_REGION };
  } catch (error) {
    if (error instanceof PersonError) throw error;
    throw new PersonError(`AWS cannot be asked: ${messageOf(error)}`, undefined, { cause: error });
  }
}

/** What was invented, because nobody said it. */
function toBeMended({ capture, role }: Answers): readonly string[] {
  return [
    ...(capture === null ? ["Put in yours: drift.capture in driftwheel.config.ts is invented."] : []),
    ...(role === null ? ["Put in yours: executionRoles in deployment.production.json is invented."] : []),
  ];
}
