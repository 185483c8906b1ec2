import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { CopyMenu, linkTo } from "../parts/copy-menu.tsx";
import { sortingText } from "../parts/table/column.ts";
import { DataTable } from "../parts/table/data-table.tsx";
import { theme } from "../shell/theme.ts";
import { whenIdle } from "../shell/when-idle.ts";
import { figure } from "../words/numbers.ts";
import { localTime } from "../words/times.ts";
import { durationWords } from "./axis-words.ts";
import { type ChartData, chartJson, columnsOf } from "./chart-data.ts";
import { draw, pngOf } from "./draw.ts";

interface Shown {
  readonly data: ChartData;
  /** Where a table has more numbers than the picture: reads them, so that `data` has them, too. */
  readonly readAll?: () => Promise<ChartData>;
}

/** A picture of numbers, with the same numbers in a table, and both to be copied. */
export function Chart({ data, readAll }: Shown) {
  const host = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [tabled, setTabled] = useState(false);
  const width = useWidth(host);
  const due = useDue(host);
  const dark = useDark();
  const chosen = theme.value;

  useEffect(() => {
    if (!host.current || width === 0 || !due) return;
    const { plot } = draw(host.current, data, width, setPointed);
    return () => plot.destroy();
  }, [data, width, due, dark, chosen]);

  return (
    <figure class="card chart">
      <figcaption class="chart-head">
        <div>
          <h2>{data.title}</h2>
          <p class="quiet small">{data.words}</p>
        </div>
        <div class="chart-acts">
          <button
            type="button"
            class="button button-quiet"
            aria-pressed={tabled}
            aria-label={`${data.title} as a table`}
            onClick={() => {
              setTabled(!tabled);
              // The page's head says when they do not come.
              if (!tabled) readAll?.().catch(() => {});
            }}
          >
            {tabled ? "Picture" : "Table"}
          </button>
          <CopyMenu
            of={data.title}
            copies={[
              { label: "Link", text: () => linkTo(location.hash) },
              { label: "JSON", text: async () => chartJson((await readAll?.()) ?? data) },
              ...(tabled || !host.current
                ? []
                : [{ label: "PNG", image: () => pngOf(host.current ?? document.body, data.title) }]),
            ]}
          />
        </div>
      </figcaption>
      <Legend data={data} place={pointed ?? data.x.length - 1} />
      <div hidden={tabled} class="chart-picture" ref={host} role="img" aria-label={pictureWords(data)} />
      {tabled ? <ChartTable data={data} /> : null}
    </figure>
  );
}

/** What each series is, and its value at the place that is pointed at, or its last. */
function Legend({ data, place }: { readonly data: ChartData; readonly place: number }) {
  const at = data.x[place];
  return (
    <ul class="chart-legend small">
      <li class="quiet">{at === undefined ? "nothing yet" : xWords(data, at)}</li>
      {data.series.map(({ label, values, colour, line, band }) => (
        <li key={label}>
          <span class={`swatch back-${colour} ${line ? "swatch-line" : ""}`} aria-hidden="true" />
          {label} <strong class="figure">{figure(values[place], data.unit)}</strong>
          {band ? (
            <span class="quiet figure">
              {" "}
              ({figure(band.low[place], data.unit)} to {figure(band.high[place], data.unit)})
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function ChartTable({ data }: { readonly data: ChartData }) {
  const [sorting, setSorting] = useState({ column: "x", descending: true });
  const columns = useMemo(() => tableColumns(data), [data]);
  const rows = useMemo(() => data.x.map((at, index) => ({ at, index })), [data]);
  return (
    <div class="chart-table" key={sortingText(sorting)}>
      <DataTable
        label={data.title}
        rows={rows}
        columns={columns}
        rowId={({ index }) => String(index)}
        sorting={sorting}
        onSort={setSorting}
      />
    </div>
  );
}

interface Row {
  readonly at: number;
  readonly index: number;
}

function tableColumns(data: ChartData) {
  const time = {
    id: "x",
    label: data.xIs === "time" ? "Time" : "Since its start",
    width: "minmax(9rem, 1fr)",
    narrow: "minmax(7rem, 1fr)",
    value: ({ at }: Row) => at,
    cell: ({ at }: Row) => xWords(data, at),
  };
  return [
    time,
    ...columnsOf(data).map(({ label, values }, place) => ({
      id: String(place),
      label,
      width: "minmax(5rem, 1fr)",
      ...(place < 2 ? { narrow: "minmax(4rem, 1fr)" } : {}),
      align: "end" as const,
      value: ({ index }: Row) => values[index] ?? null,
      cell: ({ index }: Row) => figure(values[index], data.unit),
    })),
  ];
}

function xWords({ xIs }: ChartData, at: number): string {
  return xIs === "time" ? localTime(new Date(at).toISOString(), Date.now()) : `after ${durationWords(at)}`;
}

function pictureWords(data: ChartData): string {
  const last = data.x.length - 1;
  const values = data.series.map(({ label, values: all }) => `${label} ${figure(all[last], data.unit)}`);
  return `${data.title}. ${data.words} At last: ${values.join(", ")}. The button Table has all numbers.`;
}

function useWidth(host: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!host.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const found = Math.floor(entry?.contentRect.width ?? 0);
      if (found > 0) setWidth(found);
    });
    observer.observe(host.current);
    return () => observer.disconnect();
  }, [host]);
  return width;
}

/** Whether a chart's turn to be drawn has come: at once in the window, below it in a quiet moment. */
function useDue(host: { readonly current: HTMLElement | null }): boolean {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const top = host.current?.getBoundingClientRect().top ?? 0;
    if (top < window.innerHeight) setDue(true);
    else whenIdle(() => setDue(true));
  }, [host]);
  return due;
}

function useDark(): boolean {
  const [dark, setDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const changed = () => setDark(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  return dark;
}
