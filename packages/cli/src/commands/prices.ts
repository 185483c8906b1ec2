import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { PriceTable } from "@driftwheel/core/costs/price-table.ts";
import { priceTable } from "@driftwheel/core/policy/costs/cost-settings.ts";
import { Command, InvalidArgumentError } from "commander";
import type { Context } from "../context/context.ts";
import { exitCode, messageOf, PersonError } from "../context/errors.ts";
import { isForProgram, type OutputOptions, withOutput } from "../options/output-option.ts";
import { offerOf, priceList } from "../prices/download-offer.ts";
import { regionPrices } from "../prices/region-prices.ts";

const usualFile = "driftwheel.prices.json";

interface Options extends OutputOptions {
  readonly region: readonly string[];
  readonly out: string;
  readonly from: string;
}

export function pricesCommand(context: Context): Command {
  const command = new Command("prices")
    .description("Read what SageMaker and Lambda cost from AWS's public price list, and write it down.")
    .option("--region <region>", "a region; may be given again (default: those of the file)", added, [])
    .option("--out <file>", "where the prices are written, and are refreshed", usualFile)
    .option("--from <url>", "the price list, or a copy of it", priceList)
    .addHelpText(
      "after",
      `
The fleet takes them so: import prices from "./${usualFile}" with { type: "json" }; then
defineFleet({ costs: { prices }, models: { ... } }).`,
    );
  return withOutput(
    command,
    "{ file, published, regions: { <region>: <prices> } } as one line of JSON",
  ).action(async (options: Options) => {
    const file = resolve(context.directory, options.out);
    const regions = options.region.length > 0 ? options.region : await regionsOf(file, options.out);
    const read: [string, PriceTable["regions"][string]][] = [];
    const counts: [string, number][] = [];
    const published: string[] = [];
    for (const region of regions) {
      context.progress(region);
      const offer = await regionPrices(options.from, region);
      read.push([region, offer.prices]);
      counts.push([region, offer.count]);
      published.push(offer.published);
      for (const why of offer.leftOut) context.hint(`${region}: ${why}`);
    }
    context.progress(null);
    const table: PriceTable = {
      currency: "USD",
      source: offerOf(options.from, "<service>", "<region>"),
      // The oldest: no price is newer than it says.
      published: published.toSorted()[0] ?? "",
      read: context.now().toISOString().slice(0, 10),
      regions: Object.fromEntries(read),
    };
    await write(file, `${JSON.stringify(priceTable.parse(table), null, 2)}\n`);
    if (isForProgram(options, context)) {
      const answer = { file: options.out, published: table.published, regions: Object.fromEntries(counts) };
      context.out(JSON.stringify(answer));
      return;
    }
    for (const [region, count] of counts) context.out(`${region}: ${count} prices`);
    context.out(`${options.out} has what AWS published on ${table.published}.`);
  });
}

/** Those that are in the file, which are refreshed. */
async function regionsOf(file: string, name: string): Promise<readonly string[]> {
  if (!existsSync(file)) {
    throw new PersonError(
      `There is no ${name} here to refresh; name a region with --region, such as --region us-east-1.`,
      exitCode.usage,
    );
  }
  try {
    return Object.keys(priceTable.parse(JSON.parse(await readFile(file, "utf8"))).regions);
  } catch (error) {
    throw new PersonError(
      `${name} is no table of prices that can be refreshed: ${messageOf(error)}`,
      undefined,
      {
        cause: error,
      },
    );
  }
}

/** As a whole: a fleet that is loaded meanwhile finds the old table or the new one. */
async function write(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.new`;
  await writeFile(unfinished, text);
  await rename(unfinished, file);
}

function added(region: string, before: readonly string[]): readonly string[] {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
    throw new InvalidArgumentError('It must be a region such as "us-east-1".');
  return [...before, region];
}
