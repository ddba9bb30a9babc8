#!/usr/bin/env bash
# processes.sh BUILD - kills, signals, two at once, closed files, small limits, full and read-only
# disks.  LOOPS=n kills at n random moments
# (the seed is fixed); GRACE=n allows n seconds where something must end at once.
. "$(dirname "$0")/lib.sh"
loops=${LOOPS:-20}
RANDOM=20261124
db=$place/p.db
hard=$place/hard
"$ringfence" init "$hard" --example d2n2 -q || exit 1

expect() { # expect GROUP CODES [WORDS]: of the last command, whose code is in `code`
    local bad=
    [[ " $2 " = *" $code "* ]] || bad="exit code $code"
    [ -z "$bad" ] && bad=$(sound_database "$db" "${least:-2}" "${counts:-$place/counts}")
    [ -z "$bad" ] && [ -n "${3-}" ] && { grep -q -- "$3" "$place/err" || bad="does not say $3"; }
    [ -z "$bad" ] && [ "$code" -ne 0 ] && [ -n "${3-}" ] && ! grep -q '^ringfence: ' "$place/err" &&
        bad='no reason'
    if [ -n "$bad" ]; then verdict "$1" bad "$bad: $(cat "$place/err")"
    elif [ "$code" -eq 0 ]; then verdict "$1" right
    else verdict "$1" told; fi
}
fresh() { rm -f "$db"*; cp "${1:-$place/base.db}" "$db"; code=0; }
quietly() { "$@" >"$place/out" 2>"$place/err" </dev/null || code=$?; }
pause() { sleep "$(awk -v n="$RANDOM" -v most="$1" 'BEGIN { print most * n / 32768 }')"; }

# Killed at a random moment of a run, and of bringing an old database up to date.
fresh
for ((i = 0; i < loops; i++)); do
    "$ringfence" run "$case" --db "$db" -q >/dev/null 2>&1 &
    pause 0.06
    kill -KILL $! && wait $! 2>/dev/null
    code=0
    expect 'kill -9 in a run' 0
done 2>/dev/null
gzip -dc tests/databases/version-1.db.gz >"$place/old.db"
sqlite3 "$place/old.db" "$COUNTS" | sort -u >>"$place/counts"
for ((i = 0; i < loops; i++)); do
    fresh "$place/old.db"
    "$ringfence" runs --db "$db" >/dev/null 2>&1 &
    pause 0.03
    kill -KILL $! && wait $! 2>/dev/null
    expect 'kill -9 in an upgrade' 0
    quietly "$ringfence" runs --db "$db"
    expect 'kill -9 in an upgrade' 0
done 2>/dev/null
"$ringfence" export "$case" LA --db "$place/base.db" --csv "$place/want" -q
mkdir "$place/have"
for ((i = 0; i < loops; i++)); do
    fresh
    "$ringfence" export "$case" LA --db "$db" --csv "$place/have" -q >/dev/null 2>&1 &
    pause 0.05
    kill -KILL $! && wait $! 2>/dev/null
    half=
    while IFS= read -r file; do
        cmp -s "$file" "$place/want/${file#"$place/have/"}" || half=$file
    done < <(find "$place/have" -type f ! -name '.ringfence-*')
    if [ -n "$half" ]; then verdict 'kill -9 in an export' bad "half: $half"
    else verdict 'kill -9 in an export' right; fi
done 2>/dev/null
fresh
quietly "$ringfence" export "$case" LA --db "$db" --csv "$place/have" -q
if [ "$code" -eq 0 ] && diff -rq "$place/want" "$place/have" >/dev/null &&
    [ -z "$(find "$place/have" -name '.ringfence-*')" ]
then verdict 'kill -9 in an export' right
else verdict 'kill -9 in an export' bad 'leftovers stay'; fi

# Asked to stop once: the best plan is stored as far as it came.  Twice: at once, nothing half.
for signal in INT TERM; do
    for delay in 0.3 2; do
        fresh
        counts=$place/any
        "$ringfence" run "$hard" LA --time-limit 30 --db "$db" >"$place/out" 2>"$place/err" \
            </dev/null &
        sleep $delay
        kill -$signal $!
        begun=$EPOCHREALTIME
        wait $! || code=$?
        ask "$db" "$COUNTS" | sort -u >"$counts"
        expect "SIG$signal once" '0 5 130' 'stopped'
        took=$(awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
        if awk -v t="$took" -v most=$((2 + ${GRACE:-2})) 'BEGIN { exit !(t <= most) }'
        then verdict "SIG$signal once" right
        else verdict "SIG$signal once" bad "took $took s to stop"; fi
    done
    fresh
    "$ringfence" run "$hard" LA --time-limit 30 --db "$db" >"$place/out" 2>"$place/err" \
        </dev/null &
    sleep 0.5
    kill -$signal $! && sleep 0.05 && kill -$signal $! 2>/dev/null
    begun=$EPOCHREALTIME
    wait $! || code=$?
    counts=$place/counts
    took=$(awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
    expect "SIG$signal twice" '130 0'
    awk -v t="$took" -v most="${GRACE:-1}" 'BEGIN { exit !(t <= most) }' || verdict "SIG$signal twice" bad "took $took s"
done
counts=$place/counts
fresh
"$ringfence" show "$case" LA --all --db "$db" 2>"$place/err" | head -n 1 >/dev/null
code=${PIPESTATUS[0]}
expect SIGPIPE '0 7 141'

# Two writers, and a reader all the while.
fresh
for ((i = 0; i < loops; i++)); do
    "$ringfence" run "$case" --db "$db" -q >"$place/one" 2>&1 & one=$!
    "$ringfence" run "$case" --db "$db" -q >"$place/two" 2>&1 & two=$!
    code=0
    quietly "$ringfence" show "$case" LA --db "$db"
    expect 'two writers and a reader' 0
    code=0
    wait $one || code=$?
    wait $two || code=$?
    cat "$place/one" "$place/two" >"$place/err"
    least=$((2 + 4 * (i + 1)))
    expect 'two writers and a reader' 0
done
least=2
fresh
sqlite3 "$db" 'BEGIN EXCLUSIVE' ".shell touch '$place/locked'" \
    ".shell while [ -e '$place/locked' ]; do sleep 0.1; done" & other=$!
until [ -e "$place/locked" ]; do sleep 0.1; done
quietly "$ringfence" run "$case" --db "$db"
rm "$place/locked"
wait $other
expect 'locked for more than 5 s' 7 'in use by another program'

# Standard files closed; a text of ours must never end in a database.
for closed in '<&-' '>&-' '2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
    fresh
    : >"$place/err"
    eval "\"$ringfence\" run \"$case\" --db \"$db\" $closed" >/dev/null 2>"$place/err" || code=$?
    eval "\"$ringfence\" run \"$case\" --db \"$db\" 2>\"$place/err\" $closed" || code=$?
    expect 'standard files closed' '0 7'
done >/dev/null

# Limits: few open files, small files, little memory.
for n in 3 4 5 6 7 8 9; do
    fresh
    quietly bash -c "ulimit -n $n; exec \"\$@\"" - "$ringfence" run "$case" --db "$db"
    expect 'ulimit -n' '0 3 7 127'
done
for n in 1 8 64 300 320; do
    fresh
    quietly bash -c "ulimit -f $n; trap '' XFSZ; exec \"\$@\"" - "$ringfence" run "$case" --db "$db"
    expect 'ulimit -f' '0 7'
done
for n in 12000 16000 20000 24000 28000 32000 40000 60000 100000; do
    fresh
    quietly bash -c "ulimit -v $n; exec \"\$@\"" - "$ringfence" run "$case" --db "$db"
    expect 'ulimit -v' '0 9 127'
done

# A disk that fills up while results are stored; a file and a folder that cannot be written.
kb=$(du -k "$place/base.db" | cut -f1)
size=$((kb + 160))
if [ "$(id -u)" = 0 ] && mkdir "$place/disk" &&
    mount -t tmpfs -o "size=${size}k" tmpfs "$place/disk" 2>/dev/null
then
    trap 'umount "$place/disk"; rm -rf "$place"' EXIT
    real=$db
    for free in 20 60 100 140; do
        db=$place/disk/r.db
        rm -rf "$place/disk"/*
        fresh
        head -c $(((size - kb - free) * 1024)) /dev/zero >"$place/disk/full" 2>/dev/null
        quietly "$ringfence" run "$case" --db "$db"
        expect 'a full disk' '0 7'
        : >"$place/disk/full"
        code=0
        quietly "$ringfence" runs --db "$db"
        expect 'a full disk' 0
        code=0
        quietly "$ringfence" export "$case" LA --db "$db" --csv "$place/disk/out"
        [ "$code" -eq 0 ] || [ -z "$(find "$place/disk/out" -type f 2>/dev/null)" ] || code=half
        expect 'a full disk' '0 7'
    done
    db=$real
    for n in 1; do
        fresh
        quietly "$ringfence" runs --db "$db" --json
        "$ringfence" runs --db "$db" >/dev/full 2>"$place/err" || code=$?
        expect 'output to a full disk' 7 'could not be written'
    done
    fresh
    chmod 755 "$place"
    mkdir "$place/fixed" && cp "$place/base.db" "$place/fixed/r.db" && chmod 555 "$place/fixed"
    chmod 444 "$place/fixed/r.db"
    as_nobody() { quietly setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
    cp "$ringfence" "$place/ringfence"
    as_nobody "$place/ringfence" run "$case" --db "$place/fixed/r.db"
    expect 'a folder that cannot be written' 7 'cannot be written'
    code=0
    as_nobody "$place/ringfence" show "$case" LA --db "$place/fixed/r.db"
    expect 'a folder that cannot be written' 0
    as_nobody "$place/ringfence" export "$case" LA --db "$place/fixed/r.db" --csv "$place/fixed"
    expect 'a folder that cannot be written' 7 'cannot'
    code=0
    as_nobody "$place/ringfence" init "$place/fixed/new"
    expect 'a folder that cannot be written' 7 'cannot make'
fi
finish
