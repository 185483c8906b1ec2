import type { UnitPrices } from "@driftwheel/core/costs/price-table.ts";
import { messageOf } from "../context/errors.ts";
import { downloadOffer, offerOf } from "./download-offer.ts";
import { lambda, lambdaPrices } from "./lambda-prices.ts";
import { sageMaker, sageMakerPrices } from "./sagemaker-prices.ts";

/** What is known of a region's prices. */
export interface RegionOffer {
  /** The day on which AWS published the oldest of it. */
  readonly published: string;
  readonly prices: UnitPrices;
  readonly count: number;
  /** What was left out, and why: whole sentences. */
  readonly leftOut: readonly string[];
}

/**
 * SageMaker's prices in a region, and Lambda's. Those of Lambda, which are small money, are left out where they cannot be read.
 *
 * @param base the price list, or a copy of it
 * @throws PersonError when SageMaker's cannot be had
 */
export async function regionPrices(base: string, region: string): Promise<RegionOffer> {
  const url = offerOf(base, sageMaker.code, region);
  const offer = await downloadOffer(url, sageMaker);
  const instances = sageMakerPrices(offer, url);
  const leftOut = [...instances.ambiguous.map(hasMore)];
  try {
    const ofLambda = await downloadOffer(offerOf(base, lambda.code, region), lambda);
    const { functions, count, ambiguous } = lambdaPrices(ofLambda);
    return {
      published: [offer.published, ofLambda.published].toSorted()[0] ?? offer.published,
      prices: count > 0 ? { ...instances.prices, functions } : instances.prices,
      count: instances.count + count,
      leftOut: [...leftOut, ...ambiguous.map(hasMore)],
    };
  } catch (error) {
    return {
      ...{ published: offer.published, prices: instances.prices, count: instances.count },
      leftOut: [...leftOut, `Lambda's prices are left out: ${messageOf(error)}`],
    };
  }
}

function hasMore(usageType: string): string {
  return `${usageType} has more than one price, and is left out.`;
}
