const byType = { "ml.m5.large": "0.115" };

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
  ...pricesBelow("costs.prices.regions.*"),
  "costs.own": { training: byType },
  ...pricesBelow("costs.own"),
};

function pricesBelow(place: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    ["training", "processing", "transform", "hosting"].flatMap((use) => [
      [`${place}.${use}`, byType],
      [`${place}.${use}.*`, "0.115"],
    ]),
  );
}
