#!/usr/bin/env bash
# @aws-lambda-powertools/jmespath 2.35.0: sort() and reverse() change the document that is searched.
#
# JMESPath is a query language: an expression reads a document and answers with another value. This library sorts and
# reverses the very arrays of the document, so a second expression over the same event sees another order, and "the
# first element" depends on which expression ran before. Search a copy of the document when more than one expression
# reads it.
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

const event = { scores: [0.7, 0.2, 0.9] };
const before = search("scores[0]", event);
search("sort(scores)", event);
const afterSort = search("scores[0]", event);
search("reverse(scores)", event);
const afterReverse = search("scores[0]", event);
console.log(JSON.stringify({ before, afterSort, afterReverse, event }));
JS
seen=$(node seen.mjs)
expected='{"before":0.7,"afterSort":0.2,"afterReverse":0.9,"event":{"scores":[0.9,0.7,0.2]}}'
echo "scores[0] before, after sort(scores), after reverse(scores), and the event then: $seen"
[ "$seen" = "$expected" ] || { echo "changed: expected $expected" >&2; exit 1; }
