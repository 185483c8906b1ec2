import * as z from "zod";

const degrees = z
  .number()
  .min(-90, "must be a temperature in degrees Celsius")
  .max(60, "must be a temperature in degrees Celsius");

/** What is known of a day in the evening. */
const daySchema = z.strictObject({
  /** The day's high in degrees Celsius. */
  temp_max: degrees,
  /** Metres per second. */
  wind: z.number().min(0, "must not be negative"),
  /** Millimetres. */
  precipitation: z.number().min(0, "must not be negative"),
  /** 1 to 12. */
  month: z
    .int("must be a whole number from 1 to 12")
    .min(1, "must be a whole number from 1 to 12")
    .max(12, "must be a whole number from 1 to 12"),
});

export type Day = Readonly<z.infer<typeof daySchema>>;

/** The model's inputs, in the order of a CSV row. */
export const featureNames = [
  "temp_max",
  "wind",
  "precipitation",
  "month",
] as const satisfies readonly (keyof Day)[];

/** A row that the model cannot judge; the message says which field and why. */
export class BadRow extends Error {
  override readonly name = "BadRow";
}

/** Checks the fields of a day. Throws BadRow. */
export function dayOf(fields: Readonly<Record<string, unknown>>, where: string): Day {
  const parsed = daySchema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = path.join(".");
    return `${name || "the row"} ${name ? describe(fields[name]) : ""}${message}`;
  });
  throw new BadRow(`${where}: ${problems.join("; ")}`);
}

/** Checks the values of a CSV row, in the order of `featureNames`. Throws BadRow. */
export function dayOfValues(values: readonly (string | number)[], where: string): Day {
  if (values.length !== featureNames.length) {
    throw new BadRow(
      `${where} has ${values.length} value${values.length === 1 ? "" : "s"}; expected ${featureNames.length}: ${featureNames.join(",")}`,
    );
  }
  return dayOf(Object.fromEntries(featureNames.map((name, index) => [name, numberOf(values[index])])), where);
}

/** A day as the row that the forest takes. */
export function rowOf(day: Day): number[] {
  return featureNames.map((name) => day[name]);
}

/** The number that a CSV field writes; the text itself when it writes none. */
function numberOf(value: string | number | undefined): unknown {
  if (typeof value !== "string" || value.trim() === "") return value;
  const number = Number(value);
  return Number.isNaN(number) ? value : number;
}

function describe(value: unknown): string {
  return value === undefined ? "is missing: " : `is ${JSON.stringify(value)}: `;
}
