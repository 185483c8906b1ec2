import type { NotificationSettings } from "../policy/notification-settings.ts";

export type QuietHours = NonNullable<NotificationSettings["quietHours"]>;

const minute = 60_000;
const hour = 60 * minute;

/** True from `from` (included) to `to` (excluded) by the clocks of the time zone; `from` after `to` is over midnight. */
export function isQuiet(quietHours: QuietHours, moment: Date): boolean {
  return quietAt(quietHours, clockOf(quietHours.timeZone)(moment));
}

/**
 * When the quiet hours end that are at this moment: the first minute that is not quiet any more, also where clocks are
 * changed in between.
 */
export function endOfQuiet(quietHours: QuietHours, moment: Date): Date {
  const clock = clockOf(quietHours.timeZone);
  const quiet = (time: number) => quietAt(quietHours, clock(new Date(time)));
  const left = (minutesOf(quietHours.to) - clock(moment) + 1440) % 1440;
  const start = Math.floor(moment.getTime() / minute) * minute;
  // Clocks are changed by an hour at most, so one of these is past the end, and the first of them is nearest to it.
  const byTheClock = start + left * minute;
  const past = [byTheClock - hour, byTheClock].find((time) => time > start && !quiet(time));
  let after = past ?? byTheClock + hour;
  let before = start;
  while (after - before > minute) {
    const middle: number = before + Math.floor((after - before) / (2 * minute)) * minute;
    if (quiet(middle)) before = middle;
    else after = middle;
  }
  return new Date(after);
}

function quietAt({ from, to }: QuietHours, now: number): boolean {
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  return begin < end ? now >= begin && now < end : now >= begin || now < end;
}

/** Minutes since midnight by the clocks of the time zone. Making the format takes far longer than using it. */
function clockOf(timeZone: string): (moment: Date) => number {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (moment) => {
    const parts = format.formatToParts(moment);
    const part = (type: "hour" | "minute") => Number(parts.find((one) => one.type === type)?.value);
    return part("hour") * 60 + part("minute");
  };
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
