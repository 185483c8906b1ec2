import type { PriceTable } from "./price-table.ts";

const offer =
  "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonSageMaker/current/us-east-1/index.json";

/*
 * Only prices that were found quoted from AWS's price list, with the day on which it was read. Everything else has no price
 * here, which is said: a price that is guessed would pass for a bill.
 */

/** The offer file as AWS published it on 2026-09-25: of training and processing the same. */
const publishedInSeptember = {
  "ml.c5.4xlarge": "0.816",
  "ml.c5.9xlarge": "1.836",
  "ml.g4dn.xlarge": "0.736",
  "ml.g5.2xlarge": "1.515",
  "ml.g5.xlarge": "1.408",
  "ml.m5.4xlarge": "0.922",
  "ml.r5.4xlarge": "1.21",
  "ml.r5.8xlarge": "2.419",
};

/** What is known without `driftwheel prices`. */
export const shippedPrices: PriceTable = {
  currency: "USD",
  source: `${offer}, as quoted in public repositories`,
  published: "2026-09-25",
  read: "2026-11-29",
  regions: {
    "us-east-1": {
      training: {
        ...publishedInSeptember,
        // USE1-Train, asked of the price list's API on 2026-08-11.
        "ml.m5.large": "0.115",
      },
      processing: {
        ...publishedInSeptember,
        // USE1-Processing, asked of the price list's API on 2026-07-30.
        "ml.m5.large": "0.115",
        "ml.m5.xlarge": "0.23",
        "ml.t3.medium": "0.05",
      },
      hosting: {
        // USE1-Host, asked on 2026-07-30.
        "ml.m5.large": "0.115",
        // Asked on 2026-09-28.
        "ml.m5.2xlarge": "0.461",
        "ml.m5.xlarge": "0.23",
        // The offer file of 2026-09-20.
        "ml.g6e.2xlarge": "2.8026",
      },
    },
  },
};
