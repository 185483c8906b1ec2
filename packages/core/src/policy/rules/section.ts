import type { Fault } from "../refusal/fault.ts";
import { type Path, valueAt } from "../refusal/path.ts";

/** A part of one model's policy: as it was written, for what must be told from a default. */
export class Section {
  readonly #written: unknown;

  constructor(written: unknown) {
    this.#written = written;
  }

  wrote(path: Path): boolean {
    return valueAt(this.#written, path) !== undefined;
  }

  /** @param byDefault in words, what holds where nothing was written */
  fault(
    path: Path,
    problem: string,
    { remedy, byDefault }: { readonly remedy?: string; readonly byDefault?: string } = {},
  ): Fault {
    const value = byDefault === undefined || this.wrote(path) ? undefined : `${byDefault} by default`;
    return { path, problem, remedy, value };
  }
}

/** The places of what stands in a list a second time. */
export function repeated(items: readonly string[]): readonly (readonly [place: number, first: number])[] {
  const places = new Map<string, number>();
  return items.flatMap((item, place) => {
    const first = places.get(item);
    if (first === undefined) places.set(item, place);
    return first === undefined ? [] : [[place, first] as const];
  });
}
