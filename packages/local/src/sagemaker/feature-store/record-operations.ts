import { z } from "zod";
import { ServiceError } from "../../world.ts";
import { parse } from "../registry/parse-request.ts";
import type { FeatureGroup } from "./feature-group.ts";
import type { FeatureGroups } from "./feature-groups.ts";
import type { OfflineStore } from "./offline-store.ts";
import type { OnlineStore, StoredRecord } from "./online-store.ts";
import { eventTimeOf, expiryOf, type FeatureValue, recordOf, refused } from "./record.ts";

const targetStores = z.array(z.enum(["OnlineStore", "OfflineStore"])).optional();
const group = { FeatureGroupName: z.string() };
const ttl = z
  .object({ Unit: z.enum(["Seconds", "Minutes", "Hours", "Days", "Weeks"]), Value: z.int() })
  .optional();

const putRecord = z.looseObject({
  ...group,
  Record: z.array(z.object({ FeatureName: z.string(), ValueAsString: z.string() })),
  TargetStores: targetStores,
  TtlDuration: ttl,
});
const getRecord = z.looseObject({
  ...group,
  RecordIdentifierValueAsString: z.string(),
  FeatureNames: z.array(z.string()).optional(),
  ExpirationTimeResponse: z.string().optional(),
});
const batchGetRecord = z.looseObject({
  Identifiers: z.array(
    z.looseObject({
      ...group,
      RecordIdentifiersValueAsString: z.array(z.string()),
      FeatureNames: z.array(z.string()).optional(),
    }),
  ),
  ExpirationTimeResponse: z.string().optional(),
});
const deleteRecord = z.looseObject({
  ...group,
  RecordIdentifierValueAsString: z.string(),
  EventTime: z.string(),
  TargetStores: targetStores,
  DeletionMode: z.enum(["SoftDelete", "HardDelete"]).optional(),
});

type Input = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;

interface Stores {
  readonly groups: FeatureGroups;
  readonly online: OnlineStore;
  readonly offline: OfflineStore;
}

/** Puts, reads and deletes records. Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Operations_Amazon_SageMaker_Feature_Store_Runtime.html */
export function recordOperations(stores: Stores): ReadonlyMap<string, (input: Input) => Answer> {
  return new Map([
    ["PutRecord", (input: Input) => put(stores, input)],
    ["GetRecord", (input: Input) => get(stores, input)],
    ["BatchGetRecord", (input: Input) => batchGet(stores, input)],
    ["DeleteRecord", (input: Input) => remove(stores, input)],
  ]);
}

/** A record that is older than the one in the online store goes to the offline store alone. */
function put({ groups, online, offline }: Stores, input: Input): Answer {
  const { FeatureGroupName, Record, TargetStores, TtlDuration } = parse(putRecord, input);
  const found = written(groups, FeatureGroupName);
  const record = recordOf(found, Record);
  const wanted = storesOf(found, TargetStores);
  if (wanted.has("OnlineStore")) {
    const lifetime = TtlDuration ?? found.request.OnlineStoreConfig?.TtlDuration;
    online.put(found.name, { ...record, isDeleted: false, expiresAt: expiryOf(record.eventTime, lifetime) });
  }
  if (wanted.has("OfflineStore")) offline.add(found, record, false);
  return {};
}

/** Nothing is an answer: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_feature_store_GetRecord.html */
function get({ groups, online }: Stores, input: Input): Answer {
  const request = parse(getRecord, input);
  const found = groups.find(request.FeatureGroupName);
  const record = readable(found, online, request.RecordIdentifierValueAsString);
  return record === null ? {} : shown(found, record, request);
}

function batchGet({ groups, online }: Stores, input: Input): Answer {
  const { Identifiers, ExpirationTimeResponse } = parse(batchGetRecord, input);
  const records: Answer[] = [];
  const errors: Answer[] = [];
  for (const { FeatureGroupName, RecordIdentifiersValueAsString, FeatureNames } of Identifiers) {
    for (const identifier of RecordIdentifiersValueAsString) {
      const of = { FeatureGroupName, RecordIdentifierValueAsString: identifier };
      try {
        const found = groups.find(FeatureGroupName);
        const record = readable(found, online, identifier);
        if (record !== null)
          records.push({ ...of, ...shown(found, record, { FeatureNames, ExpirationTimeResponse }) });
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        errors.push({ ...of, ErrorCode: error.code, ErrorMessage: error.message });
      }
    }
  }
  return { Records: records, Errors: errors, UnprocessedIdentifiers: [] };
}

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_feature_store_DeleteRecord.html */
function remove({ groups, online, offline }: Stores, input: Input): Answer {
  const request = parse(deleteRecord, input);
  const found = written(groups, request.FeatureGroupName);
  const { RecordIdentifierFeatureName, EventTimeFeatureName } = found.request;
  const identifier = request.RecordIdentifierValueAsString;
  const record = {
    identifier,
    eventTime: eventTimeOf(found.request, request.EventTime),
    values: new Map([
      [RecordIdentifierFeatureName, identifier],
      [EventTimeFeatureName, request.EventTime],
    ]),
  };
  const wanted = storesOf(found, request.TargetStores);
  if (wanted.has("OnlineStore")) {
    const there = online.latest(found.name, identifier);
    const isOlder = there !== null && there.eventTime > record.eventTime;
    if (request.DeletionMode === "HardDelete") {
      if (isOlder)
        throw refused(`EventTime ${request.EventTime} is before that of the record in the OnlineStore.`);
      online.remove(found.name, identifier);
    } else online.put(found.name, { ...record, isDeleted: true, expiresAt: there?.expiresAt ?? null });
  }
  if (wanted.has("OfflineStore")) offline.add(found, record, true);
  return {};
}

/** Their documented errors have none for a feature group that is missing: it is a request that does not validate. */
function written(groups: FeatureGroups, reference: string): FeatureGroup {
  let found: FeatureGroup;
  try {
    found = groups.find(reference);
  } catch (error) {
    throw error instanceof ServiceError ? refused(error.message) : error;
  }
  if (found.status !== "Created")
    throw refused(`FeatureGroup ${found.name} is ${found.status}, and not Created.`);
  return found;
}

function readable(
  { name, request }: FeatureGroup,
  online: OnlineStore,
  identifier: string,
): StoredRecord | null {
  if (request.OnlineStoreConfig?.EnableOnlineStore !== true) {
    throw refused(`FeatureGroup ${name} has no OnlineStore, from which alone records are read.`);
  }
  const record = online.latest(name, identifier);
  return record === null || record.isDeleted ? null : record;
}

function shown(
  { request, name }: FeatureGroup,
  { values, expiresAt }: StoredRecord,
  {
    FeatureNames,
    ExpirationTimeResponse,
  }: {
    readonly FeatureNames?: readonly string[] | undefined;
    readonly ExpirationTimeResponse?: string | undefined;
  },
): Answer {
  const known = request.FeatureDefinitions.map(({ FeatureName }) => FeatureName);
  const unknown = FeatureNames?.find((feature) => !known.includes(feature));
  if (unknown !== undefined) throw refused(`FeatureName ${unknown} is not found in FeatureGroup ${name}.`);
  const Record = (FeatureNames ?? known).flatMap((FeatureName): readonly FeatureValue[] => {
    const ValueAsString = values.get(FeatureName);
    return ValueAsString === undefined ? [] : [{ FeatureName, ValueAsString }];
  });
  return {
    Record,
    ...(ExpirationTimeResponse === "Enabled" && expiresAt !== null
      ? { ExpiresAt: expiresAt.toISOString() }
      : {}),
  };
}

/** Both of those that the feature group has, unless the request names one. */
function storesOf(
  { name, request }: FeatureGroup,
  asked: readonly ("OnlineStore" | "OfflineStore")[] | undefined,
): ReadonlySet<"OnlineStore" | "OfflineStore"> {
  const has = [
    ...(request.OnlineStoreConfig?.EnableOnlineStore === true ? (["OnlineStore"] as const) : []),
    ...(request.OfflineStoreConfig ? (["OfflineStore"] as const) : []),
  ];
  const lacking = asked?.find((store) => !has.includes(store));
  if (lacking !== undefined) throw refused(`FeatureGroup ${name} has no ${lacking}.`);
  return new Set(asked ?? has);
}
