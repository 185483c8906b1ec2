import * as z from "zod/mini";
import { text } from "../../schema/fields.ts";
import { broken, describeIssues } from "../../schema/issues.ts";
import type { TimeRange } from "./capture-reader.ts";

/** A capture file as it lies in S3. */
export interface CaptureObject {
  readonly key: string;
  /** Stands for the content: a file that is copied has the same one. */
  readonly etag: string;
  readonly bytes: number;
}

const time = z.number("milliseconds since 1970");

const document = z.object({
  window: z.object({ start: time, end: time }, "an object with start and end"),
  /** Variants that were shadows when this was planned: they are no traffic, and later windows know them by this. */
  shadows: z.optional(z.array(z.string("a variant's name"), "a list of variants")),
  objects: z.array(
    z.object(
      {
        key: text("the object's key"),
        etag: z.string("the object's ETag"),
        bytes: z.number("a number of bytes"),
        ranges: z.array(z.object({ start: time, end: time }), "a list of ranges"),
        timeless: z.boolean("true or false"),
        /** Where it is the output of a transform job: its input, and when the job's captures were written. */
        batch: z.optional(
          z.object(
            { input: text("an S3 location"), output: text("an S3 location"), at: time },
            "an object with input, output and at",
          ),
        ),
      },
      "an object with a capture file",
    ),
    "a list of capture files",
  ),
});

/**
 * Which capture files are read for a window, and what of each counts: written before they are read, so that a run
 * that broke off is done again with the same files, and so that later windows know what was read.
 */
export type CapturePlan = z.output<typeof document>;

/**
 * Plans the reading of a window so that every captured request counts once, in its own window or, where its file had
 * not arrived when that was read, in the first window after it that finds the file. Files that were read before, and
 * copies of them, count no more than once.
 *
 * @param options.files of the window and of `earlier` ones, each once, in whatever order
 * @param options.earlier plans of the windows before, as far back as is looked; those that were never read have none,
 *   and what was captured in them is not made up for
 * @param options.mayHold whether a file may hold requests of a time range
 */
export function planCaptures<File extends CaptureObject>(options: {
  readonly window: TimeRange;
  readonly files: readonly File[];
  readonly earlier: readonly CapturePlan[];
  readonly mayHold: (file: File, range: TimeRange) => boolean;
}): CapturePlan {
  const { window, files, earlier, mayHold } = options;
  const before = earlier
    .filter((plan) => plan.window.end <= window.start)
    .toSorted((one, other) => one.window.start - other.window.start)
    .map((plan) => ({ range: plan.window, ...seenIn(plan) }));
  const copies = new Map<string, [File, ...File[]]>();
  for (const file of files.toSorted((one, other) => (one.key < other.key ? -1 : 1))) {
    const same = copies.get(contentOf(file));
    if (same) same.push(file);
    else copies.set(contentOf(file), [file]);
  }
  const objects = [...copies].flatMap(([content, same]): CapturePlan["objects"] => {
    const has = before.map(
      ({ keys, contents }) => contents.has(content) || same.some(({ key }) => keys.has(key)),
    );
    // A file that a later window read was looked through for all windows before that one.
    const late = before.filter((_, index) => !has.slice(index).includes(true)).map(({ range }) => range);
    const ranges = [...late, { start: window.start, end: window.end }].filter((range) =>
      same.some((file) => mayHold(file, range)),
    );
    const [{ key, etag, bytes }] = same;
    return ranges.length === 0 ? [] : [{ key, etag, bytes, ranges, timeless: !has.includes(true) }];
  });
  return { window: { start: window.start, end: window.end }, objects };
}

/**
 * The variants whose captures do not count for a window: those that are shadows now, those that were when the window
 * before was planned and may have become production in the midst of this one, and those that were earlier and are gone,
 * whose captures may still arrive.
 */
export function shadowsOf(
  now: { readonly production: ReadonlySet<string>; readonly shadows: ReadonlySet<string> },
  window: TimeRange,
  earlier: readonly CapturePlan[],
): ReadonlySet<string> {
  const before = earlier.filter((plan) => plan.window.end <= window.start);
  const known = before.flatMap((plan) =>
    (plan.shadows ?? []).filter((name) => plan.window.end === window.start || !now.production.has(name)),
  );
  return new Set([...now.shadows, ...known]);
}

/** Whether a variant was a shadow in a window that was planned before: what it captured then is no traffic, however late. */
export function wasShadow(variant: string, { start }: TimeRange, earlier: readonly CapturePlan[]): boolean {
  return earlier.some(({ window, shadows = [] }) => window.start === start && shadows.includes(variant));
}

/** @returns the plan, or a reason that names the path of what is wrong; never throws */
export function parseCapturePlan(
  json: string,
): { readonly ok: true; readonly plan: CapturePlan } | { readonly ok: false; readonly reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { ok: false, reason: "the file is no JSON; expected a list of capture files" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ok: false, reason: broken("the file", value, "an object with a list of capture files") };
  }
  const parsed = document.safeParse(value);
  if (!parsed.success) return { ok: false, reason: describeIssues(parsed.error.issues, value) };
  return { ok: true, plan: parsed.data };
}

function seenIn({ objects }: CapturePlan) {
  return {
    keys: new Set(objects.map(({ key }) => key)),
    contents: new Set(objects.map(contentOf)),
  };
}

function contentOf({ key, etag, bytes }: CaptureObject): string {
  return etag === "" ? key : `${bytes} ${etag}`;
}
