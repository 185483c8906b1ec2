import { pageOf } from "../http/page.ts";
import type { RpcService } from "../protocols/run-operation.ts";
import { parse } from "../sagemaker/registry/parse-request.ts";
import type { Operation, World } from "../world.ts";
import type { LogGroup, LogGroups, LogStream } from "./log-groups.ts";
import { doesNotExist, invalidParameter } from "./logs-errors.ts";
import { eventsOf, filtered } from "./read-events.ts";
import { deleteGroup, describeGroups, describeStreams, filterEvents, getEvents } from "./requests.ts";

/** CloudWatch Logs, for reading what jobs and endpoints have written. */
export function logsService(world: World, groups: LogGroups): RpcService {
  const arnOf = (name: string) => `arn:aws:logs:${world.region}:${world.account}:log-group:${name}`;
  const groupOf = (request: {
    readonly logGroupName?: string | undefined;
    readonly logGroupIdentifier?: string | undefined;
  }): LogGroup => {
    const { logGroupName, logGroupIdentifier } = request;
    const named = logGroupName ?? logGroupIdentifier?.replace(/^arn:.*:log-group:/, "").replace(/:\*$/, "");
    if (named === undefined)
      throw invalidParameter("Either logGroupName or logGroupIdentifier must be given.");
    const group = groups.find(named);
    if (!group) throw doesNotExist("group");
    return group;
  };
  const streamOf = (group: LogGroup, name: string): LogStream => {
    const stream = group.streams.get(name);
    if (!stream) throw doesNotExist("stream");
    return stream;
  };
  const operations: Record<string, Operation> = {
    DescribeLogGroups: async (input) => {
      const { limit, nextToken, ...request } = parse(describeGroups, input);
      const { logGroupNamePrefix = "", logGroupNamePattern = "" } = request;
      const wanted = groups.all.filter(
        ({ name }) => name.startsWith(logGroupNamePrefix) && name.includes(logGroupNamePattern),
      );
      const { items, ...rest } = page(wanted, limit, nextToken);
      return { logGroups: items.map((group) => described(group, arnOf(group.name))), ...rest };
    },

    DescribeLogStreams: async (input) => {
      const request = parse(describeStreams, input);
      const { logStreamNamePrefix = "", limit, nextToken } = request;
      const group = groupOf(request);
      const wanted = [...group.streams.values()].filter(({ name }) => name.startsWith(logStreamNamePrefix));
      const sorted = wanted.toSorted(
        request.orderBy === "LastEventTime"
          ? (left, right) => lastTime(left) - lastTime(right)
          : (left, right) => (left.name < right.name ? -1 : 1),
      );
      const { items, ...rest } = page(request.descending ? sorted.toReversed() : sorted, limit, nextToken);
      return { logStreams: items.map((stream) => describedStream(stream, arnOf(group.name))), ...rest };
    },

    GetLogEvents: async (input) => {
      const request = parse(getEvents, input);
      return eventsOf(streamOf(groupOf(request), request.logStreamName), request);
    },

    FilterLogEvents: async (input) => {
      const request = parse(filterEvents, input);
      return filtered(groupOf(request), request);
    },

    DeleteLogGroup: async (input) => {
      const { logGroupName } = parse(deleteGroup, input);
      groups.delete(groupOf({ logGroupName }).name);
      return {};
    },
  };
  return {
    name: "logs",
    model: "logs",
    target: "Logs_20140328",
    operations: new Map(Object.entries(operations)),
  };
}

function page<Item>(items: readonly Item[], limit: number, nextToken: string | undefined) {
  const { items: shown, NextToken } = pageOf(
    items,
    { MaxResults: limit, NextToken: nextToken },
    { defaultSize: limit, invalidToken: () => invalidParameter("The specified nextToken is invalid.") },
  );
  return { items: shown, ...(NextToken === undefined ? {} : { nextToken: NextToken }) };
}

function described(group: LogGroup, arn: string) {
  const bytes = [...group.streams.values()].reduce((sum, stream) => sum + bytesOf(stream), 0);
  return {
    logGroupName: group.name,
    creationTime: group.creationTime,
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    logGroupClass: "STANDARD",
    storedBytes: bytes,
  };
}

function describedStream(stream: LogStream, group: string) {
  const { name, creationTime, events } = stream;
  const ends =
    events.length === 0 ? {} : { lastEventTimestamp: lastTime(stream), lastIngestionTime: lastTime(stream) };
  return {
    logStreamName: name,
    creationTime,
    firstEventTimestamp: events.at(0)?.timestamp,
    ...ends,
    uploadSequenceToken: "1",
    arn: `${group}:log-stream:${name}`,
    storedBytes: 0,
  };
}

function lastTime({ events, creationTime }: LogStream): number {
  return events.at(-1)?.timestamp ?? creationTime;
}

function bytesOf({ events }: LogStream): number {
  return events.reduce((sum, { message }) => sum + message.length, 0);
}
