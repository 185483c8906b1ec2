import uPlot from "uplot";
import { figure } from "../words/numbers.ts";
import { durationWords, momentWords } from "./axis-words.ts";
import { type ChartData, type Colour, columnsOf, type Series } from "./chart-data.ts";
import { thinned } from "./thinned.ts";

/** What a token's colour is now: tokens have one for the light and one for the dark page. */
function colours(host: HTMLElement): (name: string, share?: number) => string {
  const probe = document.createElement("span");
  probe.hidden = true;
  host.append(probe);
  const found = new Map<string, string>();
  const read = (name: string, share: number) => {
    probe.style.color = `color-mix(in srgb, var(--${name}) ${share}%, transparent)`;
    return getComputedStyle(probe).color;
  };
  for (const name of [...names, "line"]) {
    for (const share of [100, 16]) found.set(`${name} ${share}`, read(name, share));
  }
  probe.remove();
  return (name, share = 100) => found.get(`${name} ${share}`) ?? "gray";
}

const names: readonly Colour[] = [
  "series-1",
  "series-2",
  "series-3",
  "good",
  "bad",
  "attention",
  "text-quiet",
];
const font = '12px system-ui, "Liberation Sans", sans-serif';
const height = 240;

interface Drawing {
  readonly plot: uPlot;
  /** The chart's places that are drawn, in order. */
  readonly places: readonly number[];
}

/** @param onPoint is told the place in the chart's numbers that is pointed at; null when none is */
export function draw(
  host: HTMLElement,
  data: ChartData,
  width: number,
  onPoint: (place: number | null) => void,
): Drawing {
  const colour = colours(host);
  const columns = columnsOf(data).map(({ values }) => values);
  const places = thinned(data.x.length, columns, Math.max(200, width * 2));
  const drawn = (values: readonly (number | null)[]) => places.map((place) => values[place] ?? null);
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  const numbers: (number | null)[][] = [];
  for (const one of data.series) {
    if (one.band) {
      const edge = { stroke: "transparent", width: 0, points: { show: false } };
      bands.push({
        series: [series.length + 1, series.length],
        fill: colour(one.colour, 16),
      });
      series.push(edge, edge);
      numbers.push(drawn(one.band.low), drawn(one.band.high));
    }
    series.push(seriesOf(one, colour, places.length));
    numbers.push(drawn(one.values));
  }
  const x = places.map((place) => data.x[place] ?? 0);
  const span = (x.at(-1) ?? 0) - (x[0] ?? 0);
  const axis = {
    stroke: colour("text-quiet"),
    font,
    grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false },
  };
  const plot = new uPlot(
    {
      width,
      height,
      ms: 1,
      legend: { show: false },
      padding: [8, 28, 0, 0],
      scales: {
        x: { time: data.xIs === "time" },
        y: { range: (_plot, low, high) => extent(data, low, high) },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          space: 80,
          size: 30,
          values: (_plot, splits) =>
            splits.map((at) => (data.xIs === "time" ? momentWords(at, span) : durationWords(at))),
        },
        {
          ...axis,
          size: data.unit === "points" ? 80 : 56,
          values: (_plot, splits) => splits.map((value) => figure(value, data.unit)),
        },
      ],
      series,
      bands,
      cursor: {
        drag: { x: false, y: false },
        y: false,
        points: { size: 7 },
      },
      hooks: {
        setCursor: [
          ({ cursor }) => onPoint(typeof cursor.idx === "number" ? (places[cursor.idx] ?? null) : null),
        ],
      },
    },
    // What the types ask for: the x axis first, and each of its values a number.
    [x, ...numbers] as uPlot.AlignedData,
    host,
  );
  return { plot, places };
}

function seriesOf(
  { colour: name, steps, dots, line }: Series,
  colour: (name: Colour) => string,
  count: number,
): uPlot.Series {
  const stepped = uPlot.paths.stepped?.({ align: -1 });
  return {
    stroke: colour(name),
    width: line ? 1.5 : 2,
    spanGaps: false,
    ...(line ? { dash: [6, 4] } : {}),
    ...(steps && stepped ? { paths: stepped } : {}),
    points: { show: dots === true || (!line && count <= 40), size: 5, fill: colour(name) },
  };
}

/** From the lowest to the highest, with what belongs into the picture and some air. */
function extent({ includes, floor }: ChartData, low: number | null, high: number | null): [number, number] {
  const from = Math.max(floor ?? Number.NEGATIVE_INFINITY, Math.min(low ?? 0, ...includes));
  const to = Math.max(high ?? 0, ...includes);
  const air = (to - from || 1) * 0.08;
  return [from === 0 ? 0 : from - air, to + air];
}

/** The picture on the page's own background, as a file of its own. */
export async function pngOf(host: HTMLElement, title: string): Promise<Blob> {
  const canvas = host.querySelector("canvas");
  if (!canvas) throw new Error("The chart is not drawn yet.");
  const head = 32 * devicePixelRatio;
  const picture = document.createElement("canvas");
  picture.width = canvas.width;
  picture.height = canvas.height + head;
  const context = picture.getContext("2d");
  if (!context) throw new Error("The browser draws nothing.");
  const style = getComputedStyle(host);
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, picture.width, picture.height);
  context.fillStyle = style.color;
  context.font = `600 ${14 * devicePixelRatio}px system-ui, sans-serif`;
  context.fillText(title, 12 * devicePixelRatio, 21 * devicePixelRatio);
  context.drawImage(canvas, 0, head);
  return await new Promise((done, fail) => {
    picture.toBlob(
      (blob) => (blob ? done(blob) : fail(new Error("The picture cannot be made."))),
      "image/png",
    );
  });
}
