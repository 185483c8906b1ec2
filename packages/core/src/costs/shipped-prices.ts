import type { PriceTable } from "./price-table.ts";

const offers = "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws";

/*
 * Only prices that were found quoted from AWS's price list, with the day on which it was read. Everything else has no price
 * here, which is said: a price that is guessed would pass for a bill. What was quoted in four digits of which the last is
 * not 0 may be rounded, and is left out unless it was found twice.
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
  // The same file as it was published on 2026-09-24.
  "ml.c6i.8xlarge": "1.632",
  "ml.m5.xlarge": "0.23",
  "ml.m6i.4xlarge": "0.922",
  "ml.r7i.2xlarge": "0.635",
};

/** USE1-Notebk and USE1-Studio, the offer file of 2026-09-24: of notebook instances and JupyterLab the same. */
const interactiveInSeptember = {
  "ml.c6i.8xlarge": "1.632",
  "ml.g5.xlarge": "1.41",
  "ml.g6.xlarge": "1.127",
  "ml.m5.4xlarge": "0.922",
  "ml.m5.xlarge": "0.23",
  "ml.m6i.4xlarge": "0.922",
  "ml.r5.4xlarge": "1.21",
  "ml.r6i.4xlarge": "1.21",
  "ml.r6i.8xlarge": "2.419",
  "ml.r7i.2xlarge": "0.635",
  "ml.t3.medium": "0.05",
};

/** APS3-Processing, the offer file of 2026-09-24: of training the same, but for what is not trained on. */
const mumbaiInSeptember = {
  "ml.c6i.8xlarge": "1.632",
  "ml.g4dn.xlarge": "0.811",
  "ml.g6.xlarge": "1.353",
  "ml.m5.4xlarge": "0.97",
  "ml.m5.xlarge": "0.242",
  "ml.m6i.4xlarge": "0.97",
  "ml.r5.4xlarge": "1.248",
};

/** What is known without `driftwheel prices`. */
export const shippedPrices: PriceTable = {
  currency: "USD",
  source: `${offers}/AmazonSageMaker/current/<region>/index.csv, as quoted in public repositories`,
  published: "2026-09-25",
  read: "2026-11-30",
  regions: {
    "us-east-1": {
      training: {
        ...publishedInSeptember,
        // Of 2026-09-24; of processing otherwise.
        "ml.g6.xlarge": "1.127",
        // USE1-Train, asked of the price list's API on 2026-08-11.
        "ml.m5.large": "0.115",
      },
      processing: {
        ...publishedInSeptember,
        // USE1-Processing, asked of the price list's API on 2026-07-30.
        "ml.m5.large": "0.115",
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
      notebook: { ...interactiveInSeptember, "ml.g4dn.xlarge": "0.736" },
      "studio-jupyterlab": {
        ...interactiveInSeptember,
        // Found twice: in the offer file of 2026-09-24, and asked of the price list's API on 2026-08-24.
        "ml.g4dn.xlarge": "0.7364",
        "ml.r7i.4xlarge": "1.27",
      },
      volumes: {
        // USE1-Notebk:VolumeUsage.gp2, asked on 2026-10-01.
        notebook: "0.14",
        // USE1-Studio:VolumeUsage.gp3, asked on 2026-08-24.
        studio: "0.112",
      },
      functions: {
        // AWSLambda's offer file of 2026-08-31: Lambda-GB-Second-ARM, Request-ARM, and the same of x86.
        arm64: { gigabyteSecond: "0.0000133334", millionRequests: "0.2" },
        x86_64: { gigabyteSecond: "0.0000166667", millionRequests: "0.2" },
      },
    },
    "us-west-2": {
      // Asked of the price list's API for Studio-JupyterLab, effective on this day.
      published: "2026-09-01",
      "studio-jupyterlab": {
        "ml.c5.2xlarge": "0.408",
        "ml.c5.large": "0.102",
        "ml.c5.xlarge": "0.204",
        "ml.g4dn.2xlarge": "0.94",
        "ml.g4dn.xlarge": "0.7364",
        "ml.g5.12xlarge": "7.09",
        "ml.g5.24xlarge": "10.18",
        "ml.g5.2xlarge": "1.52",
        "ml.g5.48xlarge": "20.36",
        "ml.g5.4xlarge": "2.03",
        "ml.g5.8xlarge": "3.06",
        "ml.g5.xlarge": "1.41",
        "ml.g6.12xlarge": "5.752",
        "ml.g6.24xlarge": "8.344",
        "ml.g6.2xlarge": "1.222",
        "ml.g6.48xlarge": "16.688",
        "ml.g6.4xlarge": "1.654",
        "ml.g6.xlarge": "1.127",
        "ml.m5.2xlarge": "0.461",
        "ml.m5.4xlarge": "0.922",
        "ml.m5.large": "0.115",
        "ml.m5.xlarge": "0.23",
        "ml.p4d.24xlarge": "25.251286",
        "ml.p5.48xlarge": "63.296",
        "ml.t3.2xlarge": "0.399",
        "ml.t3.large": "0.1",
        "ml.t3.medium": "0.05",
        "ml.t3.xlarge": "0.2",
      },
    },
    "ap-south-1": {
      published: "2026-09-24",
      training: { ...mumbaiInSeptember, "ml.g5.xlarge": "1.69" },
      processing: { ...mumbaiInSeptember, "ml.g5.xlarge": "1.691", "ml.t3.medium": "0.054" },
      notebook: {
        ...mumbaiInSeptember,
        "ml.g5.xlarge": "1.69",
        "ml.r6i.4xlarge": "1.248",
        "ml.r6i.8xlarge": "2.496",
        "ml.r7i.2xlarge": "0.655",
        "ml.r7i.4xlarge": "1.31",
        "ml.t3.medium": "0.054",
      },
    },
  },
};
