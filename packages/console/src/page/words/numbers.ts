/** What a number counts or measures. */
export type Unit = "share" | "percent" | "milliseconds" | "bytes" | "rows" | "log" | "points" | "none";

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/**
 * A number as people read it: four digits at most, digits grouped, its unit behind it; nothing known is a dash.
 *
 * @param value a share is from 0 to 1, a percentage from 0 to 100
 */
export function figure(value: number | null | undefined, unit: Unit = "none"): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  switch (unit) {
    case "share":
      return `${digits(oneDecimal(value * 100))} %`;
    case "points": {
      // Of percentages: a difference of shares, with its sign.
      const points = oneDecimal(value * 100);
      return `${points > 0 ? "+" : ""}${digits(points)} ${Math.abs(points) === 1 ? "point" : "points"}`;
    }
    case "percent":
      return `${digits(oneDecimal(value))} %`;
    case "milliseconds":
      return value >= 1_000 ? `${digits(value / 1_000)} s` : `${digits(value)} ms`;
    case "bytes":
      return bytes(value);
    case "rows":
      return `${grouped.format(value)} ${value === 1 ? "row" : "rows"}`;
    default:
      return digits(value);
  }
}

function oneDecimal(value: number): number {
  return Number(value.toFixed(1));
}

function digits(value: number): string {
  if (Number.isInteger(value)) return grouped.format(value).replace("-", "−");
  const size = Math.abs(value);
  if (size >= 1_000) return grouped.format(value).replace("-", "−");
  if (size > 0 && size < 0.001) return value.toExponential(1).replaceAll("-", "−");
  return String(Number(value.toPrecision(size < 1 ? 3 : 4))).replace("-", "−");
}

function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return `${digits(Number((value / 1_000 ** power).toPrecision(3)))} ${units[power]}`;
}

/** `1 alert`, `2 alerts`. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${grouped.format(count)} ${count === 1 ? one : more}`;
}
