import { type PageRequest, type Paging, pageOf } from "../http/page.ts";
import { invalidToken } from "./errors.ts";

/** A list shows fifty elements unless fewer are asked for. */
const paging: Paging = { defaultSize: 50, invalidToken };

/** One page of a list, and the token of the next one when there is more. */
export const page = <Item>(items: readonly Item[], request: PageRequest) => pageOf(items, request, paging);
