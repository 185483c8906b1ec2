import type { FunctionPrices, UnitPrices } from "@driftwheel/core/costs/price-table.ts";
import type { Architecture } from "@driftwheel/core/vocabulary/costs.ts";
import { type Offer, pricesIn, type Wanted } from "./offer-file.ts";

/** `USE2-Lambda-GB-Second-ARM`, `Request`: provisioned concurrency, Lambda@Edge and free offers are named otherwise. */
const usage = /^(?:[A-Z0-9]+-)?(Lambda-GB-Second|Request)(-ARM)?$/;

/** What a function costs that runs when it is called. */
export const lambda: Wanted = {
  code: "AWSLambda",
  takes: (usageType) => usage.test(usageType),
  digits: 12,
};

/** Of an architecture that has both prices. */
export function lambdaPrices(offer: Offer): {
  readonly functions: NonNullable<UnitPrices["functions"]>;
  readonly count: number;
  readonly ambiguous: readonly string[];
} {
  const { prices, ambiguous } = pricesIn(offer);
  const found = (kind: string, ending: string) =>
    prices.find(([key]) => {
      const [, its, arm = ""] = usage.exec(key) ?? [];
      return its === kind && arm === ending;
    })?.[1];
  const functions: { [A in Architecture]?: FunctionPrices } = {};
  for (const [architecture, ending] of [
    ["arm64", "-ARM"],
    ["x86_64", ""],
  ] as const) {
    const gigabyteSecond = found("Lambda-GB-Second", ending);
    const request = found("Request", ending);
    if (gigabyteSecond === undefined || request === undefined) continue;
    functions[architecture] = { gigabyteSecond, millionRequests: aMillion(request) };
  }
  return { functions, count: 2 * Object.keys(functions).length, ambiguous };
}

/** "0.0000002" is "0.2" for a million. */
function aMillion(price: string): string {
  return (Number(price) * 1_000_000).toFixed(6).replace(/\.?0+$/, "");
}
