#!/usr/bin/env bash
# demo.sh RINGFENCE FOLDER SECONDS JOBS - plans Derby to Nottingham both ways, and compares; half as
# long again goes to like for like.
set -eu
ringfence=$1 folder=$2 seconds=$3 jobs=$4

say() {
    printf '\n$ %s\n' "$*"
    "$@"
}

rm -rf "$folder"
cp -R "$(dirname "$0")/../examples/d2n2" "$folder"
say "$ringfence" run "$folder" LA Region Nothing --time-limit "$seconds" --jobs "$jobs"
say "$ringfence" compare "$folder" LA Region --like-for-like --time-limit $((seconds / 2)) --jobs "$jobs"
say "$ringfence" report "$folder" --compare LA,Region --prefer Region
