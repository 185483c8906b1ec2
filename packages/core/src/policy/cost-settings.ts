import * as z from "zod";
import type { InstanceUse } from "../vocabulary/costs.ts";

const instanceType = z
  .string()
  .regex(/^ml\.[a-z0-9-]+\.[a-z0-9-]+$/, 'must be an instance type such as "ml.m5.large"');
const perHour = z
  .string({ error: 'must be dollars an hour as a text, such as "0.115"' })
  .regex(
    /^\d{1,6}(\.\d{1,6})?$/,
    'must be dollars an hour with at most six digits after the point, such as "0.115"',
  );
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as "2026-11-30"');
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as "us-east-1"');

const byType = z.record(instanceType, perHour).optional();
const byUse = z.strictObject({
  training: byType,
  processing: byType,
  transform: byType,
  hosting: byType,
} satisfies Record<InstanceUse, typeof byType>);

/** A table as `driftwheel prices` writes it. */
export const priceTable = z.strictObject({
  // A module of JSON has texts, and no literal.
  currency: z.string().regex(/^USD$/, 'must be "USD"'),
  source: z.string().min(1),
  published: day,
  read: day,
  regions: z.record(region, byUse),
});

export const costSettings = z.strictObject({
  prices: priceTable.optional(),
  /** What is paid by contract: it holds before any table's prices. */
  own: byUse.optional(),
});
