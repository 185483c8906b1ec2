/** The cells of one line of CSV; quotes within quotes are doubled. */
export function readRow(line: string): readonly string[] {
  const cells: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^,]*)(,|$)/y;
  for (;;) {
    const match = cell.exec(line);
    if (match === null) return [...cells, line.slice(cell.lastIndex)];
    const [, text = "", end] = match;
    cells.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
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
