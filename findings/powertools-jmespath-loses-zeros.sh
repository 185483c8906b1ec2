#!/usr/bin/env bash
# @aws-lambda-powertools/jmespath 2.35.0: map() and not_null() make null of 0, false and "", to_number() makes 0 of "",
# and avg() makes NaN of an empty list.
#
# The specification (https://jmespath.org/specification.html#built-in-functions) keeps them: map() gives what the
# expression gives, not_null() the first that is not null, to_number() null for what is no number, avg() null for no
# numbers. Whoever reads features or counts with map() gets missing values in the place of zeros.
#
# Prints what was seen; ends with 1 when it is no longer so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit @aws-lambda-powertools/jmespath@2.35.0
cat > seen.mjs <<'JS'
import { search } from "@aws-lambda-powertools/jmespath";

const event = { rows: [{ x: 0 }, { x: false }, { x: "" }, { x: 3 }], empty: [], text: "" };
const ask = (expression) => String(JSON.stringify(search(expression, event)));
console.log([ask("rows[*].x"), ask("map(&x, rows)"), ask("not_null(rows[0].x, rows[3].x)"), ask("to_number(text)"), String(search("avg(empty)", event))].join(" "));
JS
seen=$(node seen.mjs)
expected='[0,false,"",3] [null,null,null,3] null 0 NaN'
echo "rows[*].x, map(&x, rows), not_null(0, 3), to_number(''), avg([]): $seen"
[ "$seen" = "$expected" ] || { echo "changed: expected $expected" >&2; exit 1; }
