const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `5 min ago`, `in 2 h`. */
export function fromNow(time: string, now: number): string {
  const difference = Date.parse(time) - now;
  if (Math.abs(difference) < 5 * second) return "just now";
  const size = Math.abs(difference);
  const unit = [day, hour, minute, second].find((one) => size >= one) ?? second;
  const short = { [day]: "d", [hour]: "h", [minute]: "min", [second]: "s" }[unit];
  const words = `${Math.floor(size / unit)} ${short}`;
  return difference < 0 ? `${words} ago` : `in ${words}`;
}

/** In the reader's own zone: `30 Nov, 14:05:09`; with the year where it is another one. */
export function localTime(time: string, now: number, zone?: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  const { thisYear, anyYear, year } = formatsOf(zone);
  return (year.format(date) === year.format(now) ? thisYear : anyYear).format(date);
}

type Formats = Readonly<Record<"thisYear" | "anyYear" | "year", Intl.DateTimeFormat>>;

const known = new Map<string | undefined, Formats>();

/** Making one takes a hundred times as long as using it, and a ledger has hundreds of moments on a page. */
function formatsOf(zone: string | undefined): Formats {
  const found = known.get(zone);
  if (found) return found;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { ...options, ...(zone === undefined ? {} : { timeZone: zone }) });
  const moment = {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  } as const;
  const formats = {
    thisYear: format(moment),
    anyYear: format({ ...moment, year: "numeric" }),
    year: format({ year: "numeric" }),
  };
  known.set(zone, formats);
  return formats;
}

/** For the hint over a time: `2026-11-30 13:05:09 UTC`. */
export function utcTime(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
