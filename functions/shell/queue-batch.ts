import * as z from "zod";

/**
 * A batch of a queue, as far as it is read here. Powertools has the whole shape, in a module that brings all of
 * zod's languages with it: 380 kB more to load before the first event.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export const queueBatch = z.looseObject({
  Records: z.array(
    z.looseObject({
      messageId: z.string(),
      body: z.string(),
      attributes: z.looseObject({ ApproximateReceiveCount: z.string() }),
    }),
  ),
});
