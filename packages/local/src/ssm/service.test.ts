import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../server.ts";

let server: LocalServer;
let ssm: SSMClient;

beforeAll(async () => {
  server = await startLocal();
  ssm = new SSMClient({
    endpoint: server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
});

afterAll(async () => {
  ssm.destroy();
  await server.close();
});

const put = (input: Partial<PutParameterCommandInput> & { readonly Name: string }) =>
  ssm.send(new PutParameterCommand({ Value: "v", Type: "SecureString", ...input }));
const get = (Name: string, WithDecryption = true) =>
  ssm.send(new GetParameterCommand({ Name, WithDecryption }));

describe("a parameter", () => {
  it("is read as it was put, with its version, its ARN and its time", async () => {
    expect(await put({ Name: "/tides/key", Value: "salt" })).toMatchObject({ Version: 1, Tier: "Standard" });

    expect((await get("/tides/key")).Parameter).toEqual({
      Name: "/tides/key",
      Type: "SecureString",
      Value: "salt",
      Version: 1,
      LastModifiedDate: expect.any(Date),
      ARN: "arn:aws:ssm:eu-west-1:111122223333:parameter/tides/key",
      DataType: "text",
    });
  });

  it("that is secure shows nothing of its value to whom does not ask for decryption", async () => {
    await put({ Name: "/tides/secure", Value: "salt" });
    await put({ Name: "/tides/plain", Value: "salt", Type: "String" });

    expect((await get("/tides/secure", false)).Parameter?.Value).not.toContain("salt");
    expect((await get("/tides/plain", false)).Parameter?.Value).toBe("salt");
  });

  it("is the same with a slash in front of its name and without", async () => {
    await put({ Name: "bare", Value: "one" });

    expect((await get("/bare")).Parameter).toMatchObject({ Name: "bare", Value: "one" });
    await expect(put({ Name: "/bare" })).rejects.toMatchObject({ name: "ParameterAlreadyExists" });
    await ssm.send(new DeleteParameterCommand({ Name: "/bare" }));
    await expect(get("bare")).rejects.toMatchObject({ name: "ParameterNotFound" });
  });

  it("is of a data type that there is", async () => {
    await expect(put({ Name: "/tides/typed", DataType: "Text" })).rejects.toMatchObject({
      name: "ValidationException",
      message: "The following data type is not supported: Text (Data type names are all lowercase.)",
    });
    await put({ Name: "/tides/typed", DataType: "aws:ec2:image", Type: "String" });
    expect((await get("/tides/typed")).Parameter?.DataType).toBe("aws:ec2:image");
  });

  it("keeps its versions when it is overwritten", async () => {
    await put({ Name: "/tides/turn", Value: "old" });
    const { Version } = await put({ Name: "/tides/turn", Value: "new old", Overwrite: true });

    expect(Version).toBe(2);
    expect((await get("/tides/turn")).Parameter).toMatchObject({ Value: "new old", Version: 2 });
    expect((await get("/tides/turn:1")).Parameter).toMatchObject({ Value: "old", Selector: ":1" });
    expect((await get("arn:aws:ssm:eu-west-1:111122223333:parameter/tides/turn")).Parameter?.Version).toBe(2);
    await expect(get("/tides/turn:3")).rejects.toMatchObject({ name: "ParameterVersionNotFound" });
  });

  it("keeps its type when it is overwritten without one", async () => {
    await put({ Name: "kept", Value: "a" });
    await ssm.send(new PutParameterCommand({ Name: "kept", Value: "b", Overwrite: true }));

    expect((await get("kept")).Parameter).toMatchObject({ Type: "SecureString", Value: "b" });
  });

  it("is not written over unless that is asked for", async () => {
    await put({ Name: "/tides/once" });

    await expect(put({ Name: "/tides/once" })).rejects.toMatchObject({
      name: "ParameterAlreadyExists",
      message: expect.stringContaining("set the overwrite option in the request to true"),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("that was deleted or never put is not found", async () => {
    await put({ Name: "/tides/gone" });
    await ssm.send(new DeleteParameterCommand({ Name: "/tides/gone" }));

    await expect(get("/tides/gone")).rejects.toMatchObject({ name: "ParameterNotFound" });
    await expect(ssm.send(new DeleteParameterCommand({ Name: "/tides/gone" }))).rejects.toMatchObject({
      name: "ParameterNotFound",
    });
  });

  it.each([
    ["an empty value", { Name: "/a", Value: "" }, "ValidationException"],
    ["no type", { Name: "/untyped", Type: undefined }, "ValidationException"],
    ["an unknown type", { Name: "/a", Type: "Secret" as "String" }, "ValidationException"],
    ["a space in its name", { Name: "/a b" }, "ValidationException"],
    ["a path that does not begin with a slash", { Name: "a/b" }, "ValidationException"],
    ["a reserved name", { Name: "/aws/x" }, "AccessDeniedException"],
    ["more than 15 levels", { Name: "/a".repeat(16) }, "HierarchyLevelLimitExceededException"],
    ["more than 4,096 characters", { Name: "/a", Value: "v".repeat(4097) }, "ValidationException"],
    [
      "a value unlike its pattern",
      { Name: "/a", AllowedPattern: "\\d+" },
      "ParameterPatternMismatchException",
    ],
  ])("is refused with %s", async (_, input, name) => {
    await expect(put(input as { Name: string })).rejects.toMatchObject({ name });
  });
});

describe("parameters", () => {
  it("are read together, and those that are not there are named", async () => {
    await put({ Name: "/both/one", Value: "1" });
    await put({ Name: "/both/two", Value: "2" });

    const { Parameters, InvalidParameters } = await ssm.send(
      new GetParametersCommand({ Names: ["/both/two", "/both/none", "/both/one"], WithDecryption: true }),
    );

    expect(Parameters?.map(({ Name, Value }) => [Name, Value])).toEqual([
      ["/both/two", "2"],
      ["/both/one", "1"],
    ]);
    expect(InvalidParameters).toEqual(["/both/none"]);
  });

  it("are described by name, page by page, without their values", async () => {
    for (const letter of ["a", "b", "c"]) await put({ Name: `/listed/${letter}`, Value: "hidden" });
    const ParameterFilters = [{ Key: "Name", Option: "BeginsWith", Values: ["/listed/"] }];

    const first = await ssm.send(new DescribeParametersCommand({ ParameterFilters, MaxResults: 2 }));
    const second = await ssm.send(
      new DescribeParametersCommand({ ParameterFilters, MaxResults: 2, NextToken: first.NextToken }),
    );

    expect([...(first.Parameters ?? []), ...(second.Parameters ?? [])].map(({ Name }) => Name)).toEqual([
      "/listed/a",
      "/listed/b",
      "/listed/c",
    ]);
    expect(second.NextToken).toBeUndefined();
    expect(JSON.stringify(first)).not.toContain("hidden");
  });

  it("have no operation that is not implemented, and that is said", async () => {
    await expect(ssm.send(new GetParameterHistoryCommand({ Name: "/a" }))).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: expect.stringContaining("AmazonSSM.GetParameterHistory"),
    });
  });
});
