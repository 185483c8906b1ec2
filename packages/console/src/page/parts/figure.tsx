import { figure, type Unit } from "../words/numbers.ts";

interface Shown {
  readonly value: number | null | undefined;
  readonly unit?: Unit;
}

/** A number with its unit; the hint has all of its digits. */
export function Figure({ value, unit = "none" }: Shown) {
  const exact = value === null || value === undefined ? "not known" : String(value);
  return (
    <span class="figure" title={exact}>
      {figure(value, unit)}
    </span>
  );
}
