import * as z from "zod/mini";
import { type ClassCounts, noCounts, plusCounts } from "./class-counts.ts";
import type { RareClass } from "./rare-classes.ts";

const hourLength = 3_600_000;
/** Hours that are judged together lie within so much time; what is not enough by then is given up, and told. */
const longestPool = 7 * 24 * hourLength;

const moment = z.string("a moment").check(z.refine((text) => Number.isFinite(Date.parse(text)), "a moment"));
const count = z.int("a count").check(z.gte(0, "0 or more"));

const share = z.object({
  /** The class's name. */
  name: z.string("a class"),
  /** The end of the hour that the counts are of. */
  end: moment,
  hits: count,
  turnedOut: count,
  predicted: count,
  /** The end of the hour in which they are judged; null while they wait. */
  pool: z.nullable(moment),
});

/**
 * Which hours' answers of rare classes are judged in which hour. Plain data that JSON keeps as it is. Hours of another
 * model version, or beside another baseline, do not count.
 */
const classPools = z.object({ of: z.string("a text"), shares: z.array(share, "a list") });

export type ClassPools = z.output<typeof classPools>;

/** What was written down; nothing when it is of another version or baseline, or of another form. */
export function readPools(json: unknown, of: string): ClassPools {
  const parsed = classPools.safeParse(json);
  return parsed.success && parsed.data.of === of ? parsed.data : { of, shares: [] };
}

/** What an hour's labels show of the rare classes. */
export interface CountedHour {
  readonly end: Date;
  readonly counts: ReadonlyMap<string, ClassCounts>;
  /** Milliseconds in which labels of an hour may still come. */
  readonly reach: number;
}

/**
 * Puts an hour's answers of rare classes to those that wait, and closes the pool of a class that has enough labels, or
 * has waited for too long. Every label is in one pool: what an hour's pool had stays in it, and of labels that come
 * later those of an hour that was judged join that hour's pool, and others wait for the next. An hour that is given
 * again changes nothing.
 */
export function pooledWith(
  pools: ClassPools,
  classes: readonly RareClass[],
  { end, counts, reach }: CountedHour,
): ClassPools {
  const own = end.toISOString();
  let shares = [...pools.shares];
  for (const { name, needed } of classes) {
    const mine = shares.filter((one) => one.name === name && one.end === own);
    const before = mine.reduce<ClassCounts>((sum, one) => plusCounts(sum, one), noCounts);
    const late = positive(plusCounts(counts.get(name) ?? noCounts, before, -1));
    // An hour without any is waited through too.
    if (mine.length === 0 || late.turnedOut + late.predicted > 0) {
      shares.push({ name, end: own, ...late, pool: mine.some(({ pool }) => pool === own) ? own : null });
    }
    const waiting = shares.filter((one) => one.name === name && one.pool === null && one.end <= own);
    const labels = waiting.reduce((sum, { turnedOut }) => sum + turnedOut, 0);
    const isOver = waiting.some((one) => end.getTime() - Date.parse(one.end) >= longestPool);
    if (labels < needed && !isOver) continue;
    shares = shares.map((one) => (waiting.includes(one) ? { ...one, pool: own } : one));
  }
  const newest = Math.max(...shares.map((one) => Date.parse(one.end)), end.getTime());
  const oldest = newest - Math.max(reach, longestPool);
  return { ...pools, shares: shares.filter((one) => one.pool === own || Date.parse(one.end) > oldest) };
}

/** A rare class in an hour: what is judged there, or waits. */
export interface PooledClass {
  readonly trained: RareClass;
  readonly counts: ClassCounts;
  readonly isWaiting: boolean;
  /** How many hours, when the first began, and when the last was over. */
  readonly hours: number;
  readonly start: string;
  readonly end: string;
}

/** What is judged of each class in an hour, or waits after it. */
export function pooledIn(
  { shares }: ClassPools,
  classes: readonly RareClass[],
  end: Date,
): readonly PooledClass[] {
  const own = end.toISOString();
  return classes.flatMap((trained) => {
    const known = shares.filter(({ name }) => name === trained.name);
    const closed = known.filter(({ pool }) => pool === own);
    const of = closed.length > 0 ? closed : known.filter((one) => one.pool === null && one.end <= own);
    const ends = of.map((one) => one.end).toSorted();
    const [first, last] = [ends[0], ends.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [
      {
        trained,
        counts: of.reduce<ClassCounts>((sum, one) => plusCounts(sum, one), noCounts),
        isWaiting: closed.length === 0,
        hours: new Set(ends).size,
        start: new Date(Date.parse(first) - hourLength).toISOString(),
        end: last,
      },
    ];
  });
}

function positive({ hits, turnedOut, predicted }: ClassCounts): ClassCounts {
  return { hits: Math.max(0, hits), turnedOut: Math.max(0, turnedOut), predicted: Math.max(0, predicted) };
}
