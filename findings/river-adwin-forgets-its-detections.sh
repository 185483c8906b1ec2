#!/usr/bin/env bash
# river 0.26.1: drift.ADWIN forgets its window and its count of detections with the value that follows an alarm.
#
# Its documentation says that "upon detecting a drift, W0 is replaced by W1", so that the rows since the change are kept,
# and that n_detections is "the total number of detected changes" (https://riverml.xyz/dev/api/drift/ADWIN/). At the
# alarm both are so; the next update() makes a new window of that one value and counts from 0. Whoever reads estimation
# after a change gets the mean of the newest values alone, and must count the alarms by drift_detected.
#
# Six times a thousand values whose mean goes to and fro by five standard deviations: five changes.
# Prints what was seen; ends with 1 when it is no longer so. Needs Python 3.11 or newer; takes about a minute.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check river==0.26.1
cat > seen.py <<'PY'
import random
from river import drift

random = random.Random(1)
adwin = drift.ADWIN()
alarms, at_alarm, after = 0, [], []
for value in (random.gauss(block % 2 * 5, 1) for block in range(6) for _ in range(1000)):
    follows = adwin.drift_detected
    adwin.update(value)
    if follows:
        after.append(int(adwin.width))
    if adwin.drift_detected:
        alarms += 1
        at_alarm.append(int(adwin.width))
print(f"alarms {alarms}, n_detections {adwin.n_detections}; width at each {at_alarm}, one value later {after}")
PY
seen=$(python/bin/python seen.py)
expected="alarms 5, n_detections 0; width at each [32, 32, 96, 40, 32], one value later [1, 1, 1, 1, 1]"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "changed: expected $expected" >&2; exit 1; }
