import { type ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Read<Named extends Options> = ReturnType<typeof parseArgs<{ options: Named; allowPositionals: true }>>;

const help = { help: { type: "boolean", short: "h", default: false } } as const;

/**
 * What a script of the tests or the benches was called with. What it does not know is told with its usage, and ends it
 * with 2; --help ends it with 0.
 *
 * @param usage how it is called, one line or more
 */
export function readArguments<const Named extends Options>(
  options: Named,
  usage: string,
  { allowPositionals = false }: { readonly allowPositionals?: boolean } = {},
): Read<Named> {
  try {
    const { values, positionals } = parseArgs({ options: { ...options, ...help }, allowPositionals: true });
    if (Reflect.get(values, "help") === true) {
      process.stdout.write(`${usage}\n`);
      process.exit(0);
    }
    if (allowPositionals || positionals.length === 0) {
      // The same options, and --help, which ended above.
      return { values, positionals } as Read<Named>;
    }
    return refuse(`${positionals[0]} means nothing here.`, usage);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (error instanceof Error && code.startsWith("ERR_PARSE_ARGS")) return refuse(error.message, usage);
    throw error;
  }
}

function refuse(why: string, usage: string): never {
  process.stderr.write(`${why}\n${usage}\n`);
  process.exit(2);
}
