import { type PageRequest, type Paging, pageOf } from "../../http/page.ts";
import { ServiceError } from "../../world.ts";

/** SageMaker's lists show ten elements unless asked for more. */
const paging: Paging = {
  defaultSize: 10,
  invalidToken: () => new ServiceError("ValidationException", "The token is invalid."),
};

/** One page of a SageMaker list, and the token for the next one when there is more. */
export const page = <Item>(items: readonly Item[], request: PageRequest) => pageOf(items, request, paging);
