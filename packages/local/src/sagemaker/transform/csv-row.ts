/** The cells of one line of CSV; quotes within quotes are doubled, and those around a part of a cell belong to it. */
export function readRow(line: string): readonly string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/y;
  for (;;) {
    const [, quoted, plain = "", end = ""] = cell.exec(line) ?? [];
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "") return cells;
  }
}

export function writeRow(cells: readonly unknown[]): string {
  return cells
    .map((cell) => quotedIfNeeded(typeof cell === "string" ? cell : JSON.stringify(cell)))
    .join(",");
}

function quotedIfNeeded(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
