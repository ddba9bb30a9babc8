#!/usr/bin/env bash
# interrupts.sh RINGFENCE - real signals and real terminals; the last line is "N passed, N failed".
#
# A case of three scenarios: the first is over in a second, the second has a plan soon and would
# search for hours, the third is not reached: each of those begins where the one before it in the
# alphabet has ended.
# SLOW: times as patient, under sanitizers.
set -u
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 1
slow=${SLOW:-1}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/case"
cp tests/published/mknapcb-5.250-00/*.csv "$folder/case"
root=$PWD
cd "$folder" || exit 1
printf '%s\n' scenario,procurement,objective,gap Brief,all,coverage,1 Long,all,coverage,0 \
    Never,all,coverage,0 >case/scenarios.csv
passed=0 failed=0

holds() { # holds SENTENCE COMMAND...: any command that must succeed
    local sentence=$1
    shift
    if "$@" >held 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not so: %s\n%s\n' "$sentence" "$(cat held out err | head -n 20)" |
            sed '2,$s/^/    /'
    fi
}

stored() { sqlite3 db "$1"; }

begin() { # begin OPTION...: all three, until the second is at work on a plan of its own
    rm -f db
    "$ringfence" run case --db db --time-limit $((300 * slow)) "$@" >out 2>err </dev/null &
    program=$!
    for _ in $(seq $((100 * slow))); do
        [ -s db ] && [ "$(stored 'SELECT count(*) FROM run')" = 1 ] && break
        sleep 0.1
    done 2>/dev/null
    sleep $((3 * slow))
    worker=$(pgrep -P $program)
}

finish() { # how it ended, and after how many tenths of a second
    local begun
    begun=$(date +%s%N)
    code=0
    wait $program || code=$?
    tenths=$((($(date +%s%N) - begun) / 100000000))
}

kept='SELECT group_concat(scenario || ":" || status || ":" || (objective IS NOT NULL) || ":" ||
    breaches, " ") FROM (SELECT * FROM run ORDER BY sequence)'
sound() { [ "$(stored 'PRAGMA integrity_check')" = ok ] && [ -z "$(stored 'PRAGMA foreign_key_check')" ]; }

# ---- once ----
begin
kill -INT $program
finish
holds 'Ctrl-C ends a run soon' test "$tenths" -le $((30 * slow))
holds 'what is finished stays, the best plan so far is stored and marked as stopped' \
    test "$(stored "$kept")" = 'Brief:optimal:1:0 Long:stopped:1:0'
holds 'the exit code says that it was stopped with plans' test $code = 5
holds 'the table shows both' sh -c 'grep -q "^Brief  *optimal" out && grep -q "^Long  *stopped" out'
holds 'the message counts them' grep -q 'stopped; 2 of 3 scenarios are stored' err
holds 'and says how to go on' grep -q 'The rest: ringfence run case "Never"' err
holds 'the plan can be shown' "$ringfence" show case Long --db db
holds 'and compared' "$ringfence" compare case Brief Long --db db
holds 'the database is sound' sound

begin --json
kill -TERM $program
finish
holds 'a request to end is the same' test $code = 5
holds 'and JSON stays one object' jq -e '.schema == 1 and ([.results[].status] ==
    ["optimal", "stopped"]) and .results[1].objective > 0 and .results[1].bound > 0' out

# ---- a worker that does not listen ----
begin
kill -STOP $worker
kill -INT $program
finish
holds 'a worker that hangs is not waited for long' test "$tenths" -le $((50 * slow))
holds 'and its best plan is kept' test "$(stored "$kept")" = 'Brief:optimal:1:0 Long:stopped:1:0'

# ---- twice ----
begin
kill -STOP $worker
kill -INT $program
sleep 0.3
kill -INT $program
finish
holds 'the second Ctrl-C ends it at once' test "$tenths" -le $((5 * slow))
holds 'with the code of an interrupt' test $code = 130
sleep 0.3
holds 'leaving no process at work' sh -c '! grep -q "^State:.[RSDT]" "/proc/$1/status"' - "$worker"
holds 'what is finished stays' test "$(stored "$kept")" = 'Brief:optimal:1:0'
holds 'and the database is sound' sound

# ---- before any plan ----
"$ringfence" init large --example d2n2 --quiet
"$ringfence" run large LA Region --db large.db >out 2>err </dev/null &
program=$!
until pgrep -P $program >/dev/null; do sleep 0.05; done # at work, and ready to be told
kill -INT $program
finish
holds 'an interrupt before any plan has a code of its own' test $code = 130

# ---- a terminal ----
terminal() { # terminal SECONDS COMMAND: what a terminal shows, with Ctrl-C after so long
    { sleep "$1"; printf '\003'; sleep 1; } | script -qec "stty cols 70; $2" /dev/null >out 2>err
}
rm -f db
terminal $((5 * slow)) "'$ringfence' run case --db db --time-limit $((300 * slow))"
holds 'on a terminal progress is shown' grep -q 'Long: .*, best £.*, at least £.*, gap .*%, [0-9]* s' out
holds 'not more than ten times a second' test "$(tr -cd '\r' <out | wc -c)" -le $((80 * slow))
tr '\r' '\n' <out | sed 's/\x1b\[K//g; s/£/L/g' | grep -aE '^(Brief|Long): ' | grep -v '\^C' >lines
holds 'on lines that do not wrap' sh -c 'test -s lines && ! grep -E ".{71}" lines'
holds 'and Ctrl-C there keeps the plan, too' \
    test "$(stored "$kept")" = 'Brief:optimal:1:0 Long:stopped:1:0'
TERM=dumb terminal $((3 * slow)) "'$ringfence' run case Long --db db --time-limit $((300 * slow))"
holds 'nothing is drawn on a terminal that cannot' sh -c '! grep -q "$(printf "\033")" out'
holds 'but lines are' grep -q '^Long: ' out
sed -i '2s/^[^,]*,/Nowhere at all,/' large/workforce.csv
NO_COLOR=1 script -qec "'$ringfence' check large" /dev/null >out 2>err </dev/null
holds 'NO_COLOR is heeded' sh -c 'grep -q "error\[" out && ! grep -q "$(printf "\033")" out'
script -qec "'$ringfence' check large --no-color" /dev/null >out 2>err </dev/null
holds 'so is --no-color' sh -c 'grep -q "error\[" out && ! grep -q "$(printf "\033")" out'
TERM=xterm script -qec "'$ringfence' check large" /dev/null >out 2>err </dev/null
holds 'otherwise errors are red' grep -q "$(printf '\033')\[1;31merror" out

# ---- removing ----
id=$(stored 'SELECT run FROM run ORDER BY sequence LIMIT 1')
answer() { printf '%s\n' "$1" | script -qec "'$ringfence' runs remove $id --db db" /dev/null >out; }
answer n
holds 'a run is not removed when the answer is no' test "$(stored "SELECT count(*) FROM run
    WHERE run = '$id'")" = 1
answer y
holds 'and is when it is yes' test "$(stored "SELECT count(*) FROM run WHERE run = '$id'")" = 0

cd "$root" || exit 1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
