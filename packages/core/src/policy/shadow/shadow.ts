import * as z from "zod";
import { duration } from "../duration.ts";
import { place } from "../place.ts";

const share = z.number().gt(0, "must be above 0").lt(1, "must be below 1: 0.95 is 95 of 100 answers");

/** How a challenger is tried as a shadow, which answers nobody, before it takes any traffic. */
export const shadow = z.strictObject({
  /** How long it is a shadow at most. */
  for: duration,
  /** Fewer pairs of answers than this show no agreement; that answers disagree may be shown by fewer. */
  minAnswers: z.int("must be a whole number").gte(1, "must be at least 1").default(500),
  /** The part of the requests that is copied to it, percent. */
  share: z
    .number()
    .gt(0, "must be above 0")
    .lte(100, "must be at most 100: a request is copied once")
    .default(100),
  agreement: z.strictObject({
    /** Where the answer stands in captured output; `quality.prediction` unless it is given. */
    at: place.optional(),
    /** In so large a share of the requests at least both must have the same answer. */
    atLeast: share,
    /** Numbers that differ by no more than this are the same. */
    within: z.number().gte(0, "must not be negative").optional(),
  }),
  /** What follows when it agrees: the ramp, or, once outcomes prove that too, the promotion. */
  onAgreement: z.enum(["ramp", "promote"]).default("ramp"),
  /** What follows when its time is over and nothing is proved. */
  atDeadline: z.enum(["roll back", "ramp", "hold"]).default("roll back"),
});

export type ShadowPolicy = z.output<typeof shadow>;
