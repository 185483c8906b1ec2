import { clearLine, cursorTo } from "node:readline";
import type { WriteStream } from "node:tty";
import { coloured } from "@driftwheel/cli/output/entry-colour.ts";
import { entryLine } from "@driftwheel/cli/output/entry-line.ts";
import { wrap } from "@driftwheel/cli/output/wrap.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import picocolors from "picocolors";

/** Where a run is told. */
export interface Progress {
  /** A sentence about what is being done. */
  say(text: string): void;
  entry(entry: Entry): void;
  /** What goes on from now on; asked again and again where it can be shown in place, else never. */
  status(now: () => string): void;
  summary(rows: readonly (readonly [string, string])[]): void;
  end(): void;
}

/** The ledger alone, one entry a line; nothing else is on standard output. */
export function ledgerLines(out: NodeJS.WritableStream): Progress {
  return {
    say: () => {},
    entry: (entry) => out.write(`${entryLine(entry)}\n`),
    status: () => {},
    summary: () => {},
    end: () => {},
  };
}

const spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const redrawMilliseconds = 150;
const kindWidth = 24;
const timeWidth = 7;

/** For people: a line for each entry with its reason, and what goes on in a last line on a terminal. */
export function forPeople(out: WriteStream, began: number): Progress {
  const onTerminal = out.isTTY === true;
  const colors = picocolors.createColors(onTerminal && picocolors.isColorSupported);
  let doing: (() => string) | null = null;
  let turn = 0;
  const clear = () => {
    if (doing === null) return;
    clearLine(out, 0);
    cursorTo(out, 0);
  };
  const draw = () => {
    if (doing === null) return;
    clear();
    turn = (turn + 1) % spinner.length;
    out.write(colors.cyan(`${spinner[turn]} ${doing()}`.slice(0, out.columns - 1)));
  };
  const redraw = setInterval(draw, redrawMilliseconds);
  redraw.unref();
  const line = (text: string) => {
    clear();
    out.write(`${text}\n`);
    draw();
  };
  const time = (at: number) => `${((at - began) / 1000).toFixed(1)}s`.padStart(timeWidth);
  const sentence = (text: string) => {
    const indent = timeWidth + kindWidth + 4;
    const width = onTerminal ? Math.max(30, out.columns - indent) : Number.POSITIVE_INFINITY;
    return wrap(text, width).join(`\n${" ".repeat(indent)}`);
  };
  return {
    say: (text) => line(colors.bold(`${time(Date.now())}  ${text}`)),
    entry({ at, kind, because }) {
      // Confirmations of effects are in the ledger; here they would hide what was decided.
      if (kind === "effect-done") return;
      line(
        `${colors.dim(time(Date.parse(at)))}  ${coloured(kind, kind.padEnd(kindWidth), colors)}  ${sentence(because)}`,
      );
    },
    status(now) {
      if (onTerminal) doing = now;
    },
    summary(rows) {
      clear();
      doing = null;
      line("");
      const width = Math.max(...rows.map(([label]) => label.length));
      for (const [label, text] of rows) line(`${colors.bold(label.padEnd(width))}  ${text}`);
    },
    end() {
      clear();
      clearInterval(redraw);
    },
  };
}
