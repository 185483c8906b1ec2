import type { Suggestion } from "@driftwheel/core/replay/suggestion/suggest.ts";
import { inWords } from "@driftwheel/core/words/duration.ts";
import { round } from "@driftwheel/core/words/numbers.ts";

type Enough = Extract<Suggestion, { readonly result: "suggested" }>;

const [width, height] = [640, 400];
const edge = { left: 70, right: 30, top: 50, bottom: 60 } as const;
/** An alarm rate that was never seen is drawn here. */
const leastRate = 0.01;

/** Expected false alarms a year (a logarithmic scale) against the delay, a point for each sensitivity, as SVG. */
export function suggestionPicture({ model, sensitivity, now, suggested, restsOn }: Enough): string {
  const rates = sensitivity.map(({ falseAlarmsPerYear }) => Math.max(leastRate, falseAlarmsPerYear));
  const [low, high] = [Math.floor(Math.log10(Math.min(...rates))), Math.ceil(Math.log10(Math.max(...rates)))];
  const longest = 1.1 * Math.max(...sensitivity.map(({ delay }) => delay));
  const x = (rate: number) =>
    edge.left +
    ((Math.log10(Math.max(leastRate, rate)) - low) / Math.max(1, high - low)) *
      (width - edge.left - edge.right);
  const y = (delay: number) => height - edge.bottom - (delay / longest) * (height - edge.top - edge.bottom);
  const place = (number: number) => number.toFixed(1);
  const points = sensitivity.map(({ falseAlarmsPerYear, delay, written }) => ({
    ...{ left: place(x(falseAlarmsPerYear)), top: place(y(delay)), written },
    title: `falseAlarmsPerYear: ${written}: ${round(falseAlarmsPerYear)} expected a year, confirmed after ${inWords(delay)}`,
    fill:
      written === suggested.falseAlarmsPerYear.value
        ? "#1b6ca8"
        : written === now.falseAlarmsPerYear
          ? "#c0392b"
          : "#8a97a3",
  }));
  const decades = Array.from({ length: Math.max(1, high - low) + 1 }, (_, index) => 10 ** (low + index));
  const lines = [0, 0.25, 0.5, 0.75, 1].map((share) => share * longest);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    `<title>${model}: expected false alarms a year against the delay with which drift is confirmed</title>`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="${edge.left}" y="22" font-size="15">${model}: false alarms a year against the time until drift is confirmed</text>`,
    `<text x="${edge.left}" y="40" fill="#555">by ${restsOn.windows} windows outside drift; blue: suggested, red: now</text>`,
    ...decades.map(
      (rate) =>
        `<line x1="${place(x(rate))}" x2="${place(x(rate))}" y1="${edge.top}" y2="${height - edge.bottom}" stroke="#ddd"/><text x="${place(x(rate))}" y="${height - edge.bottom + 18}" text-anchor="middle">${round(rate)}</text>`,
    ),
    ...lines.map(
      (delay) =>
        `<line x1="${edge.left}" x2="${width - edge.right}" y1="${place(y(delay))}" y2="${place(y(delay))}" stroke="#ddd"/><text x="${edge.left - 6}" y="${place(y(delay) + 4)}" text-anchor="end">${delay === 0 ? "0" : inWords(delay)}</text>`,
    ),
    `<polyline fill="none" stroke="#8a97a3" points="${points.map(({ left, top }) => `${left},${top}`).join(" ")}"/>`,
    ...points.map(
      ({ left, top, written, title, fill }) =>
        `<circle cx="${left}" cy="${top}" r="5" fill="${fill}"><title>${title}</title></circle><text x="${left}" y="${place(Number(top) - 9)}" text-anchor="middle" fill="${fill}">${written}</text>`,
    ),
    `<text x="${place((edge.left + width - edge.right) / 2)}" y="${height - 16}" text-anchor="middle">false alarms expected a year; at each point the falseAlarmsPerYear to write</text>`,
    "</svg>",
    "",
  ].join("\n");
}
