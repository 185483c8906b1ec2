import type { FunctionItem, FunctionTime } from "../vocabulary/costs.ts";
import { type CostSettings, priceOfFunctions } from "./price-table.ts";
import { shippedPrices } from "./shipped-prices.ts";

/** Lambda counts a gigabyte as 1,024 MB: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const megabytesOfGigabyte = 1_024;
const picosOfMicro = 1_000_000;

/** A model's share of what functions cost, each with its own: from 0 to 1. Pure. */
export function costOfFunctions(
  times: readonly FunctionTime[],
  shareOf: (name: string) => number,
  region: string | null,
  settings: CostSettings = {},
): readonly FunctionItem[] {
  const prices = settings.prices ?? shippedPrices;
  return times.flatMap((time): readonly FunctionItem[] => {
    const { name, architecture, megabytes, milliseconds, requests } = time;
    const share = shareOf(name);
    if (share === 0 || requests === 0) return [];
    const price = priceOfFunctions(architecture, region, { ...settings, prices });
    const gigabyteSeconds = (milliseconds * megabytes) / megabytesOfGigabyte / 1_000;
    const micros =
      price === null
        ? null
        : Math.round(
            share *
              ((gigabyteSeconds * price.picosPerGigabyteSecond) / picosOfMicro +
                (requests * price.microsPerMillionRequests) / 1_000_000),
          );
    return [{ name, architecture, megabytes, milliseconds, requests, share, micros }];
  });
}
