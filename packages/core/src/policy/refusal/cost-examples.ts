import { pricedUses } from "../../costs/price-table.ts";

const byType = { "ml.m5.large": "0.115" };
const ofFunctions = { gigabyteSecond: "0.0000133334", millionRequests: "0.2" };

/** What the fields of `costs` may have. */
export const costExamples: Readonly<Record<string, unknown>> = {
  costs: { own: { training: byType } },
  "costs.prices": {
    currency: "USD",
    ...{ source: "https://aws.amazon.com/sagemaker/pricing/", published: "2026-11-30", read: "2026-11-30" },
    regions: { "us-east-1": { training: byType } },
  },
  "costs.prices.currency": "USD",
  "costs.prices.source": "https://aws.amazon.com/sagemaker/pricing/",
  "costs.prices.published": "2026-11-30",
  "costs.prices.read": "2026-11-30",
  "costs.prices.regions": { "us-east-1": { training: byType } },
  "costs.prices.regions.*": { training: byType },
  "costs.prices.regions.*.published": "2026-11-30",
  ...pricesBelow("costs.prices.regions.*"),
  "costs.own": { training: byType },
  ...pricesBelow("costs.own"),
};

function pricesBelow(place: string): Readonly<Record<string, unknown>> {
  const byUse = pricedUses.flatMap((use) => [
    [`${place}.${use}`, byType],
    [`${place}.${use}.*`, "0.115"],
  ]);
  const byVolume = ["training", "processing", "hosting", "notebook", "studio"].map((use) => [
    `${place}.volumes.${use}`,
    "0.14",
  ]);
  const byArchitecture = ["arm64", "x86_64"].flatMap((architecture) => [
    [`${place}.functions.${architecture}`, ofFunctions],
    ...Object.entries(ofFunctions).map(([field, price]) => [
      `${place}.functions.${architecture}.${field}`,
      price,
    ]),
  ]);
  return {
    ...Object.fromEntries([...byUse, ...byVolume, ...byArchitecture]),
    [`${place}.volumes`]: { training: "0.14" },
    [`${place}.functions`]: { arm64: ofFunctions },
  };
}
