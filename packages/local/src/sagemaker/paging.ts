import { z } from "zod";
import { page } from "./registry/page.ts";

/** What every List request may ask for. Times come over the wire as seconds since 1970. */
export const listFilters = {
  NextToken: z.string().optional(),
  MaxResults: z.int().optional(),
  NameContains: z.string().optional(),
  CreationTimeAfter: z.number().optional(),
  CreationTimeBefore: z.number().optional(),
  LastModifiedTimeAfter: z.number().optional(),
  LastModifiedTimeBefore: z.number().optional(),
  SortOrder: z.enum(["Ascending", "Descending"]).optional(),
};

type SortBy = "Name" | "CreationTime" | "LastModifiedTime" | "Status";

export interface ListRequest {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly NameContains?: string | undefined;
  readonly CreationTimeAfter?: number | undefined;
  readonly CreationTimeBefore?: number | undefined;
  readonly LastModifiedTimeAfter?: number | undefined;
  readonly LastModifiedTimeBefore?: number | undefined;
  readonly StatusEquals?: string | undefined;
  readonly SortBy?: SortBy | undefined;
  readonly SortOrder?: "Ascending" | "Descending" | undefined;
}

/** What a list filters and sorts by. Things without a status or a change have none. */
export interface Listed {
  readonly name: string;
  readonly creationTime: Date;
  readonly lastModifiedTime?: Date;
  readonly status?: string;
}

/** One page of what a List request asks for, and the token of the next page when there is more. */
export function listPage<Item extends Listed>(
  items: Iterable<Item>,
  request: ListRequest,
  defaultOrder: "Ascending" | "Descending",
): { readonly items: readonly Item[]; readonly NextToken?: string } {
  const wanted = [...items].filter((item) => matches(item, request));
  const ascending = wanted.toSorted((left, right) => compare(left, right, request.SortBy ?? "CreationTime"));
  const order = request.SortOrder ?? defaultOrder;
  return page(order === "Descending" ? ascending.toReversed() : ascending, request);
}

function matches(item: Listed, request: ListRequest): boolean {
  const { NameContains = "", StatusEquals } = request;
  return (
    item.name.includes(NameContains) &&
    (StatusEquals === undefined || item.status === StatusEquals) &&
    within(item.creationTime, request.CreationTimeAfter, request.CreationTimeBefore) &&
    within(item.lastModifiedTime, request.LastModifiedTimeAfter, request.LastModifiedTimeBefore)
  );
}

function within(time: Date | undefined, after: number | undefined, before: number | undefined): boolean {
  if (time === undefined) return after === undefined && before === undefined;
  const seconds = time.getTime() / 1000;
  return (after === undefined || seconds >= after) && (before === undefined || seconds <= before);
}

function compare(left: Listed, right: Listed, by: SortBy): number {
  switch (by) {
    case "LastModifiedTime":
      return (left.lastModifiedTime?.getTime() ?? 0) - (right.lastModifiedTime?.getTime() ?? 0);
    case "Name":
      return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
    case "Status":
      return (left.status ?? "").localeCompare(right.status ?? "", "en");
    case "CreationTime":
      return left.creationTime.getTime() - right.creationTime.getTime();
  }
}
