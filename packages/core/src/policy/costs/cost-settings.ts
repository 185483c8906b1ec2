import * as z from "zod";
import type { PricedUse } from "../../costs/price-table.ts";
import type { Architecture, VolumeUse } from "../../vocabulary/costs.ts";

const instanceType = z
  .string()
  .regex(/^ml\.[a-z0-9-]+\.[a-z0-9-]+$/, 'must be an instance type such as "ml.m5.large"');

/** Dollars of so much as a text, exactly as they are meant. */
function dollarsPer(what: string, digits: number, example: string) {
  return z
    .string({ error: `must be dollars ${what} as a text, such as "${example}"` })
    .regex(
      new RegExp(`^\\d{1,6}(\\.\\d{1,${digits}})?$`),
      `must be dollars ${what} with at most ${digits === 6 ? "six" : "twelve"} digits after the point, such as "${example}"`,
    );
}
const perHour = dollarsPer("an hour", 6, "0.115");
const perGigabyteMonth = dollarsPer("a gigabyte and month", 6, "0.14").optional();
const ofFunctions = z
  .strictObject({
    gigabyteSecond: dollarsPer("a gigabyte and second", 12, "0.0000133334"),
    millionRequests: dollarsPer("a million requests", 6, "0.2"),
  })
  .optional();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as "2026-11-30"');
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as "us-east-1"');

const byType = z.record(instanceType, perHour).optional();
const byUse = {
  training: byType,
  processing: byType,
  transform: byType,
  hosting: byType,
  notebook: byType,
  "studio-jupyterlab": byType,
  "studio-code-editor": byType,
  "studio-kernel-gateway": byType,
} satisfies Record<PricedUse, typeof byType>;
const unitPrices = z.strictObject({
  ...byUse,
  volumes: z
    .strictObject({
      training: perGigabyteMonth,
      processing: perGigabyteMonth,
      hosting: perGigabyteMonth,
      notebook: perGigabyteMonth,
      studio: perGigabyteMonth,
    } satisfies Record<VolumeUse, typeof perGigabyteMonth>)
    .optional(),
  functions: z
    .strictObject({ arm64: ofFunctions, x86_64: ofFunctions } satisfies Record<
      Architecture,
      typeof ofFunctions
    >)
    .optional(),
});

/** A table as `driftwheel prices` writes it. */
export const priceTable = z.strictObject({
  // A module of JSON has texts, and no literal.
  currency: z.string().regex(/^USD$/, 'must be "USD"'),
  source: z.string().min(1),
  published: day,
  read: day,
  regions: z.record(region, unitPrices.extend({ published: day.optional() })),
});

export const costSettings = z.strictObject({
  prices: priceTable.optional(),
  /** What is paid by contract: it holds before any table's prices. */
  own: unitPrices.optional(),
});
