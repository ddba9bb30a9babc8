#!/usr/bin/env bash
# all.sh BUILD - every kind of fault; prints the table of docs/faults.md.
set -u
here=$(dirname "$0") status=0
FAULTS_TABLE=$(mktemp)
export FAULTS_TABLE
trap 'rm -f "$FAULTS_TABLE"' EXIT
for part in inject.sh solver.sh processes.sh power.py; do
    "$here/$part" "$1" >/dev/null || status=1
done
echo '| fault | put in | right result | said so | bad |'
echo '| --- | ---: | ---: | ---: | ---: |'
sort "$FAULTS_TABLE"
awk -F'|' '{ n += $3; bad += $6 } END { print n - bad " passed, " bad " failed" }' "$FAULTS_TABLE"
exit $status
