import { Command, InvalidArgumentError, Option } from "commander";
import { type ApiOptions, withApi } from "../../api/address.ts";
import { deliveryPage, subscriptions } from "../../api/answers.ts";
import { type Api, openApi, path, query } from "../../api/client.ts";
import type { Context } from "../../context/context.ts";
import { exitCode, PersonError } from "../../context/errors.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";
import { deliveryTable, subscriptionTable } from "../../output/hook-tables.ts";

interface Options extends ApiOptions, OutputOptions {
  readonly status?: string;
  readonly after?: string;
  readonly limit: number;
}

const statuses = ["pending", "delivered", "dead", "dropped"];
/** As many as the API gives at once. */
const most = 200;

export function hooksCommand(context: Context): Command {
  const command = new Command("hooks")
    .description("List who is sent entries by webhook; with a name, what was delivered to them.")
    .argument("[name]", "name of the subscription in the fleet")
    .addOption(new Option("--status <status>", "only deliveries that are so").choices(statuses))
    .option("--limit <count>", `how many deliveries, at most ${most}`, limited, 50)
    .option("--after <id>", "go on after this delivery, as the last page says");
  return withApi(withOutput(command, "each as one line of JSON")).action(
    async (name: string | undefined, options: Options) => {
      const api = openApi(options, context);
      if (name !== undefined) return await listDeliveries(name, options, api, context);
      if (options.status !== undefined || options.after !== undefined) {
        throw new PersonError(
          "--status and --after are of one subscription's deliveries; name it.",
          exitCode.usage,
        );
      }
      await listSubscriptions(options, api, context);
    },
  );
}

async function listSubscriptions(options: Options, api: Api, context: Context): Promise<void> {
  const answer = await api.get("/webhooks", subscriptions);
  if (isForProgram(options, context)) {
    for (const subscription of answer.subscriptions) context.out(JSON.stringify(subscription));
  } else if (answer.subscriptions.length === 0) {
    context.out("The fleet has no subscriptions.");
  } else {
    for (const row of subscriptionTable(answer.subscriptions, context)) context.out(row);
  }
}

async function listDeliveries(name: string, options: Options, api: Api, context: Context): Promise<void> {
  const { status, after, limit } = options;
  const { deliveries, next } = await api.get(
    path("webhooks", name, "deliveries") + query({ status, after, limit }),
    deliveryPage,
  );
  if (isForProgram(options, context)) {
    for (const delivery of deliveries) context.out(JSON.stringify(delivery));
  } else if (deliveries.length === 0) {
    context.out(status === undefined ? "Nothing was delivered so far." : `Nothing is ${status}.`);
  } else {
    for (const row of deliveryTable(deliveries, context)) context.out(row);
  }
  if (next !== null) context.hint(`There are more: --after ${next}`);
}

function limited(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new InvalidArgumentError(`It is a whole number from 1 to ${most}.`);
}
