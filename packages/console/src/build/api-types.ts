import openapi, { astToString, type OpenAPI3 } from "openapi-typescript";
import document from "../../../../docs/reference/openapi.json" with { type: "json" };

const head = `// Made from docs/reference/openapi.json by npm run console:types; a test holds it to that document.\n`;

/** The types of what the API is asked and answers, as they lie in src/page/api/api-types.ts. */
export async function apiTypesText(): Promise<string> {
  // The document is checked where it is made; its JSON's type is too wide for the library's.
  const types = await openapi(document as unknown as OpenAPI3, {
    alphabetize: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    silent: true,
  });
  return `${head}${astToString(types)}`;
}
