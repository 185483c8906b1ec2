#!/usr/bin/env bash
# ml-logistic-regression 2.0.0: it learns no intercept, and neither its documentation nor its options say so.
#
# A hundred rows of one feature, of which the upper half is one class and the lower half the other, with a gap between them: one
# threshold tells them apart. The line that is learnt goes through the origin, so all rows are given the same class, and
# half of them the wrong one. With a second column of ones, which scikit-learn and others add by themselves, all are right.
#
# Prints what was seen; ends with 1 when it is no longer so. Needs Node and npm; takes a few seconds.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ml-logistic-regression@2.0.0 ml-matrix@6.12.1
cat >tell.cjs <<'JS'
const { Matrix } = require("ml-matrix");
const required = require("ml-logistic-regression");
const LogisticRegression = required.default ?? required;
const classes = Array.from({ length: 100 }, (_, row) => (row < 50 ? 0 : 1));
const rows = classes.map((label, row) => [10 + (row % 10) / 10 + 2 * label]);
const right = (features) => {
  const model = new LogisticRegression({ numSteps: 20000, learningRate: 5e-3 });
  model.train(new Matrix(features), Matrix.columnVector(classes));
  return model.predict(new Matrix(features)).filter((label, row) => label === classes[row]).length;
};
console.log(`right of 100: ${right(rows)}; with a column of ones: ${right(rows.map(([value]) => [value, 1]))}`);
JS
seen=$(node tell.cjs)
expected="right of 100: 50; with a column of ones: 100"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "changed: expected $expected" >&2; exit 1; }
