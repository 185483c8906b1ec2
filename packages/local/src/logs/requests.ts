import { z } from "zod";

/** Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html */
const name = z.string().min(1).max(512);
const token = z.string().min(1).optional();
const time = z.int().min(0).optional();

export const describeGroups = z.object({
  logGroupNamePrefix: name.optional(),
  logGroupNamePattern: z.string().max(512).optional(),
  limit: z.int().min(1).max(50).default(50),
  nextToken: token,
});

const group = { logGroupName: name.optional(), logGroupIdentifier: z.string().min(1).max(2048).optional() };

export const describeStreams = z.object({
  ...group,
  logStreamNamePrefix: name.optional(),
  orderBy: z.enum(["LogStreamName", "LastEventTime"]).default("LogStreamName"),
  descending: z.boolean().default(false),
  limit: z.int().min(1).max(50).default(50),
  nextToken: token,
});

export const getEvents = z.object({
  ...group,
  logStreamName: name,
  startTime: time,
  endTime: time,
  limit: z.int().min(1).max(10_000).default(10_000),
  startFromHead: z.boolean().default(false),
  nextToken: token,
});

export const filterEvents = z.object({
  ...group,
  logStreamNames: z.array(name).min(1).max(100).optional(),
  logStreamNamePrefix: name.optional(),
  startTime: time,
  endTime: time,
  filterPattern: z.string().max(1024).default(""),
  limit: z.int().min(1).max(10_000).default(10_000),
  nextToken: token,
});

export const deleteGroup = z.object({ logGroupName: name });
