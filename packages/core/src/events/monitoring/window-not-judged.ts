import { type NotJudged, notJudgedDetail } from "../../monitor/reports/drift-report.ts";
import type { WindowNotJudged } from "../../vocabulary/signal.ts";
import { eventParser } from "../parser/event-parser.ts";

/**
 * A window of Driftwheel's own monitor that could not be judged. Identity: endpoint, schedule, window, what is wrong,
 * and how much was read: a monitor that finds the same again says the same again.
 */
export const windowNotJudged = eventParser<WindowNotJudged, NotJudged>({
  kind: "window-not-judged",
  source: "driftwheel.monitor",
  detailTypes: ["Window Not Judged"],
  detail: () => notJudgedDetail,
  happened: () => null,
  read: ({ detail, at }) => {
    const { endpoint, schedule, windowStart, windowEnd, rows, unread, problem } = detail;
    const window = `${windowStart}/${windowEnd}`;
    const found = `${problem.reason} ${rows} rows ${unread?.lines ?? 0} unread`;
    return {
      signal: {
        kind: "window-not-judged",
        identity: ["window-not-judged", endpoint, schedule, window, found].join(" "),
        at,
        ...{ endpoint, schedule, windowStart, windowEnd, rows, unread, problem },
      },
    };
  },
});
