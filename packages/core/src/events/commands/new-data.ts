import * as z from "zod/mini";
import { text, words } from "../../schema/fields.ts";
import type { NewDataArrived } from "../../vocabulary/signal.ts";
import { type EventParser, eventParser } from "../parser/event-parser.ts";

/** Source and detail-type of the news that labelled data arrived. */
const newDataSource = "driftwheel.hook";
const newDataDetailType = "New Data";

const detail = () =>
  z.object(
    {
      model: text("the model's name as in driftwheel.config.ts"),
      source: words("who says so, such as the hook's source"),
      description: words("what arrived, in a few words"),
      key: words("what makes the same news told again the same, such as the webhook's id"),
    },
    'an object with "model", "source", "description" and "key"',
  );

/** New labelled data, told by a verified webhook or by anything that may put events. Identity: model, source, key. */
export const newData: EventParser = eventParser<NewDataArrived, z.output<ReturnType<typeof detail>>>({
  kind: "new-data-arrived",
  source: newDataSource,
  detailTypes: [newDataDetailType],
  detail,
  happened: () => null,
  read: ({ detail: { model, source, description, key }, at }) => ({
    signal: {
      kind: "new-data-arrived",
      identity: `new data ${model} ${source} ${key}`,
      at,
      model,
      source,
      description,
    },
  }),
});
