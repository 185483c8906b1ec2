import * as z from "zod";
import type { RetrainerSection } from "./retrainer.ts";

const channels = z.array(
  z.looseObject({
    ChannelName: z.string().optional(),
    ChannelType: z.string().optional(),
    DataSource: z.looseObject({
      S3DataSource: z.looseObject({ S3DataType: z.string(), S3Uri: z.string() }).optional(),
    }),
  }),
);

/**
 * The prefix in S3 that the template's training rows lie below; null where it has none, or it is not known which. What a
 * job was really given stands in its description.
 */
export function trainingPrefixOf({ trainingJob, tuningJob, autoMLJob }: RetrainerSection): string | null {
  const given = autoMLJob
    ? autoMLJob.AutoMLJobInputDataConfig
    : (trainingJob ?? tuningJob?.TrainingJobDefinition)?.InputDataConfig;
  const parsed = channels.safeParse(given);
  if (!parsed.success) return null;
  const named = parsed.data.find(({ ChannelName = "", ChannelType }) =>
    autoMLJob ? ChannelType !== "validation" : /^train(ing)?$/i.test(ChannelName),
  );
  const { S3DataType, S3Uri } =
    (named ?? (parsed.data.length === 1 ? parsed.data[0] : undefined))?.DataSource.S3DataSource ?? {};
  return S3DataType === "S3Prefix" && S3Uri !== undefined ? S3Uri : null;
}
