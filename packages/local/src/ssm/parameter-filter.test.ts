import {
  DescribeParametersCommand,
  type ParameterStringFilter,
  type ParametersFilter,
  SSM,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../server.ts";

let server: LocalServer;
let ssm: SSM;

beforeAll(async () => {
  server = await startLocal();
  ssm = new SSM({
    endpoint: server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  await ssm.putParameter({ Name: "/tides/kiel/key", Value: "v", Type: "SecureString", KeyId: "alias/tides" });
  await ssm.putParameter({ Name: "/tides/level", Value: "v", Type: "String", Tier: "Advanced" });
  await ssm.putParameter({ Name: "waves", Value: "v", Type: "String" });
});

afterAll(async () => {
  ssm.destroy();
  await server.close();
});

/** Names of those that are there for these tests. */
async function named(...ParameterFilters: ParameterStringFilter[]): Promise<readonly string[]> {
  const { Parameters = [] } = await ssm.describeParameters({ ParameterFilters });
  return Parameters.map(({ Name }) => Name ?? "").filter((name) => !name.startsWith("/driftwheel"));
}

it.each<[ParameterStringFilter, readonly string[]]>([
  [{ Key: "Path", Values: ["/tides"] }, ["/tides/level"]],
  [{ Key: "Path", Option: "Recursive", Values: ["/tides/"] }, ["/tides/kiel/key", "/tides/level"]],
  [{ Key: "Path", Values: ["/"] }, ["waves"]],
  [{ Key: "Path", Values: ["/tid"] }, []],
  [{ Key: "KeyId", Values: ["alias/tides"] }, ["/tides/kiel/key"]],
  [{ Key: "Tier", Values: ["Advanced"] }, ["/tides/level"]],
  [{ Key: "Type", Option: "BeginsWith", Values: ["String"] }, ["/tides/level", "waves"]],
  [{ Key: "Name", Values: ["/waves"] }, ["waves"]],
  [{ Key: "Name", Option: "BeginsWith", Values: ["tides/"] }, ["/tides/kiel/key", "/tides/level"]],
  [{ Key: "Name", Option: "Contains", Values: ["/wa"] }, ["waves"]],
])("the filter %j finds %j", async (filter, names) => {
  expect(await named(filter)).toEqual(names);
});

it.each<[readonly ParameterStringFilter[], string]>([
  [[{ Key: "Label", Values: ["a"] }], "InvalidFilterKey"],
  [[{ Key: "tag:team", Values: ["a"] }], "InvalidFilterKey"],
  [[{ Key: "Name" }], "InvalidFilterValue"],
  [[{ Key: "Tier", Values: ["Huge"] }], "InvalidFilterValue"],
  [[{ Key: "Path", Option: "Equals", Values: ["/a"] }], "InvalidFilterOption"],
  [[{ Key: "Type", Option: "Contains", Values: ["String"] }], "InvalidFilterOption"],
  [[{ Key: "Path", Values: ["a"] }], "ValidationException"],
  [[{ Key: "Path", Values: ["/aws"] }], "ValidationException"],
  [
    [
      { Key: "Name", Values: ["a"] },
      { Key: "Name", Values: ["b"] },
    ],
    "InvalidFilterKey",
  ],
])("the filters %j are refused", async (filters, name) => {
  await expect(named(...filters)).rejects.toMatchObject({ name });
});

it("takes the old filters by beginnings, and not beside the new ones", async () => {
  const Filters: ParametersFilter[] = [{ Key: "Name", Values: ["/tides/l"] }];

  const { Parameters } = await ssm.send(new DescribeParametersCommand({ Filters }));

  expect(Parameters?.map(({ Name }) => Name)).toEqual(["/tides/level"]);
  await expect(
    ssm.describeParameters({ Filters, ParameterFilters: [{ Key: "Name", Values: ["a"] }] }),
  ).rejects.toMatchObject({ name: "ValidationException" });
});
