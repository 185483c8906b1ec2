import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

const lean = "lean-dependencies";

/** A module that stands in for what an importer asks for, because it needs a fraction of it in Lambda. */
interface StandIn {
  readonly asked: RegExp;
  readonly by: RegExp;
  readonly contents: string;
}

const standIns: readonly StandIn[] = [
  {
    // Lambda puts a role's credentials into the environment; files, SSO and instance roles are for other places.
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
    asked: /^@aws-sdk\/credential-provider-node$/,
    by: /@aws-sdk[\\/]client-/,
    contents: `export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";`,
  },
  {
    // It imports the whole client when it begins, and uses two of its eighty commands.
    asked: /^@aws-sdk\/client-lambda$/,
    by: /@aws[\\/]durable-execution-sdk-js/,
    contents: `export {
      LambdaClient, CheckpointDurableExecutionCommand, GetDurableExecutionStateCommand,
    } from "@aws-sdk/client-lambda";`,
  },
  {
    // No operation that is called here answers with a stream of events.
    asked: /^@smithy\/core\/event-streams$/,
    by: /@smithy[\\/]core|@aws-sdk[\\/]client-/,
    contents: `
      export const resolveEventStreamSerdeConfig = (config) => config;
      export const eventStreamSerdeProvider = () => { throw new Error("Streams of events are not bundled."); };
    `,
  },
  {
    // DynamoDB's endpoints are discovered only for a client that asks for it.
    asked: /^@aws-sdk\/endpoint-cache$/,
    by: /@aws-sdk[\\/]middleware-endpoint-discovery/,
    contents: `export class EndpointCache {}`,
  },
  {
    // zod's messages in fifty languages, kept for whoever asks for one; English is imported by itself.
    asked: /^\.\.\/locales\/index\.js$/,
    by: /zod[\\/]v4[\\/]/,
    contents: "export {};",
  },
  {
    // What makes JSON Schema of schemas, which the document of the API alone is made of. The smaller form of zod names it
    // without using it, and so esbuild puts it where both forms are loaded from.
    asked: /json-schema-(?:processors|generator)\.js$|to-json-schema\.js$/,
    by: /zod[\\/]v4[\\/](?:mini[\\/]external|core[\\/]index)\.js$/,
    contents: "export const toJSONSchema = undefined, JSONSchemaGenerator = undefined;",
  },
  {
    // Powertools' logger draws a lot when debug logs are sampled. Loading the module costs a process 4 ms, so it
    // is asked for when a lot is drawn.
    asked: /^(?:node:)?crypto$/,
    by: /@aws-lambda-powertools[\\/]logger/,
    contents: `export const randomInt = (...bounds) => process.getBuiltinModule("node:crypto").randomInt(...bounds);`,
  },
];

/** Every client tells AWS its own version, and brings the list of its dependencies for that. */
const manifests = /@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/;

/**
 * Clients whose errors are told apart by their names, which the SDK keeps for an error that it has no class of.
 * Not those with protocols in which a class renames the error (SNS: `Throttled` to `ThrottledException`).
 */
const namedErrors = /@aws-sdk[\\/]client-(?:lambda|dynamodb)[\\/]/;
/** What is left: the class of all errors, one that says it may be tried again, and one that code asks for. */
const kept = new Set(["ReplicatedWriteConflictException", "ConditionalCheckFailedException"]);
const registration = /^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm;

const schemas = /@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;
/** A schema is an array that is assigned to a variable and touches nothing else. */
const schema = /^((?:export )?var [\w$]+ = )(\[[\s\S]*?\]);$/gm;

/**
 * Leaves out what libraries bring and no function uses.
 *
 * The SDK's schemas are said to have no side effects: those of REST services (S3, Lambda) name HTTP headers in
 * computed keys, which esbuild must take for code that may do anything, so a client of one operation brought the
 * shapes of all. https://esbuild.github.io/api/#pure
 */
export const replacedModules: Plugin = {
  name: lean,
  setup(build) {
    for (const { asked, by, contents } of standIns) {
      build.onResolve({ filter: asked }, ({ importer, path, resolveDir, namespace }) =>
        namespace === "file" && by.test(importer)
          ? { path, namespace: lean, pluginData: { contents, resolveDir } }
          : null,
      );
    }
    build.onLoad({ filter: /^/, namespace: lean }, ({ pluginData }) => pluginData);
    build.onLoad({ filter: manifests }, async ({ path }) => {
      const { version }: { readonly version: string } = JSON.parse(await readFile(path, "utf8"));
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
    build.onLoad({ filter: schemas }, async ({ path }) => {
      const text = (await readFile(path, "utf8")).replace(schema, "$1/* @__PURE__ */ (() => $2)();");
      return {
        contents: namedErrors.test(path)
          ? text.replace(registration, (whole, error: string) => (kept.has(error) ? whole : ""))
          : text,
      };
    });
  },
};
