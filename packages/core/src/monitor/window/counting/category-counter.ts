import type { StringBaseline } from "../../baseline/baseline.ts";
import { categoryGroups, groupOfCategory } from "../../values/category-group.ts";
import { CategoryPlaces } from "../../values/category-places.ts";
import { absentField, missingField } from "../../values/number-field.ts";
import { longestCategory, mostNewCategories, type StringState } from "../window-state.ts";

/** Counts the values of a feature that the baseline has texts of. */
export class CategoryCounter {
  readonly kind = "string";
  /** Places of the baseline's categories. */
  readonly places: CategoryPlaces;
  private readonly name: string;
  private readonly counts: Float64Array;
  /** Of unknown values by group; null where the baseline does not count so. */
  private readonly groups: Float64Array | null;
  private readonly fresh = new Map<string, number>();
  private missing = 0;
  private absent = 0;
  private unknown = 0;

  constructor({ name, categories, unlisted }: StringBaseline) {
    this.groups = unlisted ? new Float64Array(categoryGroups) : null;
    this.name = name;
    this.places = new CategoryPlaces(categories.map(({ value }) => value));
    this.counts = new Float64Array(categories.length);
  }

  /**
   * Counts every `step`th field from `first` on: the category's place; `missingField`, `absentField`; below 0 for one
   * that the baseline has not.
   *
   * @param texts names of those, the one of -1 first
   */
  add(fields: Float64Array, first: number, end: number, step: number, texts: readonly string[]): void {
    for (let at = first; at < end; at += step) {
      const field = fields[at] ?? missingField;
      if (field >= 0) this.counts[field] = (this.counts[field] ?? 0) + 1;
      else this.addOther(field, texts);
    }
  }

  state(): StringState {
    return {
      kind: "string",
      name: this.name,
      missing: this.missing,
      absent: this.absent,
      counts: Array.from(this.counts),
      unknown: this.unknown,
      ...(this.groups && { unlisted: Array.from(this.groups) }),
      fresh: Array.from(this.fresh, ([value, count]) => ({ value, count })),
    };
  }

  private addOther(field: number, texts: readonly string[]): void {
    if (field < 0 && field !== absentField) {
      this.unknown += 1;
      const text = texts[-field - 1] ?? "";
      if (this.groups) {
        const group = groupOfCategory(text);
        this.groups[group] = (this.groups[group] ?? 0) + 1;
      }
      this.remember(text);
      return;
    }
    this.missing += 1;
    if (field === absentField) this.absent += 1;
  }

  private remember(text: string): void {
    const name = text.length > longestCategory ? `${text.slice(0, longestCategory)}...` : text;
    const count = this.fresh.get(name);
    if (count !== undefined) this.fresh.set(name, count + 1);
    else if (this.fresh.size < mostNewCategories) this.fresh.set(ownCopy(name), 1);
  }
}

/** A part of a text keeps the whole of it in memory, which may be a request of megabytes. */
function ownCopy(part: string): string {
  return part.split("").join("");
}
