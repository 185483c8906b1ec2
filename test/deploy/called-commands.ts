import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { permittedModules } from "../../stacks/bundling/permitted-modules.ts";

const root = join(import.meta.dirname, "../..");

/** IAM's names where they are not the SDK's. */
const services: Readonly<Record<string, string>> = {
  "application-auto-scaling": "application-autoscaling",
  cloudwatch: "cloudwatch",
  dynamodb: "dynamodb",
  eventbridge: "events",
  lambda: "lambda",
  s3: "s3",
  sfn: "states",
  sagemaker: "sagemaker",
  sns: "sns",
  sqs: "sqs",
  ssm: "ssm",
};
const actions: Readonly<Record<string, string>> = {
  "s3:CopyObject": "s3:PutObject",
  "s3:HeadObject": "s3:GetObject",
  "s3:ListObjectsV2": "s3:ListBucket",
  "lambda:Invoke": "lambda:InvokeFunction",
  "sqs:SendMessageBatch": "sqs:SendMessage",
};

/** What is asked without the SDK, by its file in packages/aws/src/signed. */
const signed: Readonly<Record<string, string>> = {
  "invoke-endpoint": "sagemaker:InvokeEndpoint",
  "read-parameter": "ssm:GetParameter",
  "send-message": "sqs:SendMessage",
};

const found = new Map<string, Promise<readonly string[]>>();

/** Bundled once for all who ask. */
export function calledBy(name: string): Promise<readonly string[]> {
  const called = found.get(name) ?? commandsIn(name);
  found.set(name, called);
  return called;
}

/**
 * The IAM actions of every SDK command that is left in a function's bundle, which holds what is in its
 * reach. The SDK itself stays outside, so that what is found was written in this repository.
 */
async function commandsIn(name: string): Promise<readonly string[]> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`functions/${name}.ts`],
    outdir: "out",
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    treeShaking: true,
    packages: "bundle",
    plugins: [sdkOutside, permittedModules(name)],
    logLevel: "error",
  });
  const text = outputFiles.map((file) => file.text).join("\n");
  const commands = new Set<string>();
  for (const output of Object.values(metafile.outputs)) {
    for (const { path } of output.imports) {
      const [, client] = /^@aws-sdk\/client-(.+)$/.exec(path) ?? [];
      if (client === undefined) continue;
      const service = services[client];
      if (service === undefined) throw new Error(`No IAM service is known for ${path}.`);
      for (const command of calledFrom(text, path)) {
        const action = `${service}:${command}`;
        commands.add(actions[action] ?? action);
      }
    }
  }
  for (const [file, action] of Object.entries(signed)) {
    if (`packages/aws/src/signed/${file}.ts` in metafile.inputs) commands.add(action);
  }
  return [...commands].toSorted();
}

/** Commands of a client that are called: `new XCommand(`, and the X of `paginateX(` and `waitUntilX(`. */
function calledFrom(text: string, path: string): readonly string[] {
  const imports = [...text.matchAll(new RegExp(`import\\s*\\{([^}]*)\\}\\s*from\\s*"${path}"`, "g"))];
  return imports
    .flatMap(([, inside = ""]) => inside.split(","))
    .flatMap((written) => {
      const [name = "", local = name] = written.trim().split(/\s+as\s+/);
      // esbuild shakes off functions that nobody calls, and leaves what they imported.
      if (name === "" || !new RegExp(`\\b${local}\\(`).test(text)) return [];
      if (name.startsWith("waitUntil"))
        throw new Error(`${name} calls a command that its name does not tell.`);
      return /^(\w+)Command$/.exec(name)?.[1] ?? /^paginate(\w+)$/.exec(name)?.[1] ?? [];
    });
}

const sdkOutside: Plugin = {
  name: "sdk-outside",
  setup: (hooks) => {
    hooks.onResolve(
      { filter: /^@aws-sdk\/|^@smithy\/|^@aws-lambda-powertools\/|^@middy\/|^@aws\// },
      ({ path }) => ({
        path,
        external: true,
        sideEffects: false,
      }),
    );
  },
};
