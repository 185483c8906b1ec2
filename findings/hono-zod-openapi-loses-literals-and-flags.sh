#!/usr/bin/env bash
# @hono/zod-openapi 1.6.3 with zod 4.6.7: the OpenAPI document says something else than the schema checks.
#
# A literal of several values is documented with its first value alone, and a regular expression with a flag is
# documented as a pattern that ends in "/i" and matches nothing that the schema accepts. Zod's own JSON Schema of the
# same schema has both values (and leaves the flag out). A client generated from the document refuses what the server
# takes. Write z.enum([...]) instead, and expressions without flags.
#
# Prints what was seen; ends with 1 when it is no longer so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit @hono/zod-openapi@1.6.3 hono@4.13.19 zod@4.6.7
cat > seen.mjs <<'JS'
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";

const schema = z.object({ stage: z.literal(["blue", "green"]), name: z.string().regex(/^tide-\d$/i) });
const app = new OpenAPIHono();
const content = { "application/json": { schema } };
const responses = { 200: { description: "as it is", content } };
app.openapi(createRoute({ method: "get", path: "/tide", responses }), (c) => c.json({}));
const document = app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "tides", version: "1" } });
const documented = document.paths["/tide"].get.responses["200"].content["application/json"].schema.properties;
const accepted = schema.safeParse({ stage: "green", name: "TIDE-7" }).success;
const own = z.toJSONSchema(schema).properties;
console.log(JSON.stringify({
  accepted,
  documented: { stage: documented.stage.enum, name: documented.name.pattern },
  own: { stage: own.stage.enum, name: own.name.pattern },
}));
JS
seen=$(node seen.mjs)
expected='{"accepted":true,"documented":{"stage":["blue"],"name":"^tide-\\d$/i"},"own":{"stage":["blue","green"],"name":"^tide-\\d$"}}'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "changed: expected $expected" >&2; exit 1; }
