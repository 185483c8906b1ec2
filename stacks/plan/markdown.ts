/** A cell's text: one line, with the characters that would end the cell escaped. */
function cell(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** A table of Markdown; "none" in words when there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "None.";
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** JSON with its keys in order, so that the same thing always reads the same. */
export function json(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? "null";
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => one.localeCompare(other, "en"))
      .map(([key, inside]) => [key, sorted(inside)]),
  );
}

/** `$0.04`, `$1,098.94`; less than a cent is said so. */
export function dollars(amount: number): string {
  if (amount > 0 && amount < 0.005) return "< $0.01";
  return `$${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** A quantity in at most four significant figures. */
export function quantity(amount: number): string {
  return amount.toLocaleString("en-US", { maximumSignificantDigits: 4 });
}

/** `90 seconds`, `5 minutes`, `14 days`: the largest unit that is whole. */
export function seconds(amount: number): string {
  const units = [
    [86_400, "day"],
    [3_600, "hour"],
    [60, "minute"],
  ] as const;
  const [size, name] = units.find(([length]) => amount >= length && amount % length === 0) ?? [1, "second"];
  const count = amount / size;
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** The end of an ARN is the name that people know. */
export function named(arn: unknown): string {
  return typeof arn === "string" ? arn.replace(/^.*[:/]/, "") : "";
}
