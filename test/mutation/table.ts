import { type FileReport, score, sumOf } from "./report.ts";

const longest = 110;

/** The report for people: a line a file, the sum, and below each file's survivors. */
export function table(files: readonly FileReport[]): string {
  const rows = [...files, { ...sumOf(files), file: "all" }];
  const width = Math.max(...rows.map(({ file }) => file.length));
  const line = (file: string, ...cells: readonly string[]) =>
    [file.padEnd(width), ...cells.map((cell) => cell.padStart(7))].join("  ");
  const survivors = files
    .filter(({ survived }) => survived.length > 0)
    .flatMap(({ file, survived }) => [
      "",
      ...survived.map((survivor) => `${file}:${survivor.line}\n    ${shortened(survivor.mutation)}`),
    ]);
  return [
    line("file", "mutants", "killed", "score"),
    ...rows.map((row) => line(row.file, String(row.mutants), String(row.killed), percent(score(row)))),
    ...survivors,
    "",
  ].join("\n");
}

/** A share as a percentage that is never rounded up to a line that it does not reach. */
function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)}%`;
}

function shortened(code: string): string {
  return code.length > longest ? `${code.slice(0, longest - 1)}…` : code;
}
