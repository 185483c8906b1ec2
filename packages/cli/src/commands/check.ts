import { unfitForTrial } from "@driftwheel/core/decider/endpoint/fitness.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { EndpointFact } from "@driftwheel/core/vocabulary/fact.ts";
import { Command } from "commander";
import { hasAws, hasCredentials, isHere } from "../api/aws-client.ts";
import type { AwsOptions, Context } from "../context/context.ts";
import { messageOf, PersonError } from "../context/errors.ts";
import { defaultFleet, loadFleet } from "../context/fleet.ts";
import { endpointOption } from "../options/aws-options.ts";
import { isForProgram, type OutputOptions, withOutput } from "../options/output-option.ts";

interface Options extends AwsOptions, OutputOptions {
  readonly fleet?: string;
}

/** What is to be said of one model; null where nothing is wrong. */
interface Checked {
  readonly model: string;
  readonly endpoint: string;
  readonly wrong: string | null;
}

export function checkCommand(context: Context): Command {
  const command = new Command("check")
    .description("Check the fleet, and whether each endpoint can take a challenger beside its champion.")
    .option("--fleet <path>", `module with the fleet (default: ${defaultFleet})`)
    .addOption(endpointOption(context));
  return withOutput(command, "{ model, endpoint, wrong } of each model as one line of JSON").action(
    async (options: Options) => {
      const fleet = await loadFleet(options.fleet, context);
      if (!fleet) throw new PersonError(`There is no ${defaultFleet} here; name one with --fleet.`);
      const models = Object.entries(fleet.models);
      if (!options.endpointUrl && !hasAws(context.environment)) {
        context.hint(
          "The fleet is in order. Its endpoints were not asked: there is no AWS in the environment.",
        );
        return;
      }
      const checked: Checked[] = [];
      for (const [model, policy] of models) {
        context.progress(`asking for ${policy.endpoint}`);
        checked.push({ model, endpoint: policy.endpoint, wrong: await wrongWith(policy, options) });
      }
      context.progress(null);
      for (const one of checked)
        context.out(isForProgram(options, context) ? JSON.stringify(one) : line(one));
      const wrong = checked.filter((one) => one.wrong !== null).length;
      if (wrong > 0) throw new PersonError(`${wrong} of ${checked.length} models cannot be put on trial.`);
    },
  );
}

async function wrongWith(policy: ModelPolicy, { endpointUrl }: Options): Promise<string | null> {
  let found: EndpointFact;
  try {
    if (endpointUrl) pointTo(endpointUrl);
    const { findEndpoint } = await import("@driftwheel/aws/facts/endpoint.ts");
    found = await findEndpoint(policy.endpoint);
  } catch (error) {
    throw new PersonError(
      `SageMaker cannot be asked for ${policy.endpoint}: ${messageOf(error)}`,
      undefined,
      {
        cause: error,
      },
    );
  }
  if (!found.exists)
    return "the endpoint does not exist in this account and region; deploy the first champion";
  return unfitForTrial(found, policy);
}

function line({ model, endpoint, wrong }: Checked): string {
  return `${model}: ${wrong === null ? `${endpoint} can take a challenger.` : wrong}`;
}

/** The adapters' clients read where to ask, and as whom, from the environment of the process. */
function pointTo(endpointUrl: string): void {
  process.env.AWS_ENDPOINT_URL = endpointUrl;
  process.env.AWS_REGION ??= "us-east-1";
  // The AWS on this machine asks for a signature and checks none.
  if (!isHere(endpointUrl) || hasCredentials(process.env)) return;
  process.env.AWS_ACCESS_KEY_ID = "local";
  process.env.AWS_SECRET_ACCESS_KEY = "local";
}
