#!/usr/bin/env bash
# inject.sh BUILD - allocations and system calls fail one at a time, through every command.
#
# SAMPLES=n takes n of each kind in each command, evenly spread, or all of them where it is not
# given.  Each must end in the right result, or in one clear line and the code that fits; the
# database whole, with all earlier runs; no file half.  COMMANDS names some commands only, KINDS
# memory or file, SCENARIO the one that is run instead of both.
. "$(dirname "$0")/lib.sh"

command_line() { # command_line NAME DATABASE FOLDER: sets the array `line`
    case $1 in
    check)   line=(check "$case") ;;
    run | worker) line=(run "$case" ${SCENARIO-} --db "$2") ;;
    compare) line=(compare "$case" LA Region --db "$2") ;;
    show)    line=(show "$case" LA --db "$2") ;;
    runs)    line=(runs --db "$2") ;;
    upgrade) line=(runs --db "$2") ;;
    csv)     line=(export "$case" LA --db "$2" --csv "$3") ;;
    xlsx)    mkdir -p "$3"; line=(export "$case" LA --db "$2" --xlsx "$3/book.xlsx") ;;
    mps)     line=(export "$case" LA --mps "$3") ;;
    json)    line=(show "$case" LA --json --db "$2") ;;
    init)    line=(init "$3" --example first-steps) ;;
    esac
}
export -f command_line

database_for() { if [ "$1" = upgrade ]; then echo "$place/old.db"; else echo "$place/base.db"; fi; }
export -f database_for

# All files or none; where every call after the first fails, nothing can be taken back, but each
# file that is there is whole.
half_files() { # half_files FOLDER WANTED [onwards]
    local file
    [ -e "$1" ] && [ -n "$(find "$1" -type f ! -name '.ringfence-*')" ] || return
    [ -n "${3-}" ] || { diff -rq -x '.ringfence-*' "$1" "$2" | head -n 1; return; }
    find "$1" -type f ! -name '.ringfence-*' | while IFS= read -r file; do
        cmp -s "$file" "$2/${file#"$1/"}" || echo "$file"
    done
}
export -f half_files

# What is wrong with the database now; where no byte of it is another and no journal was left,
# there is nothing to ask it.
unsound() { # unsound COMMAND FOLDER
    local also
    [ -e "$2/r.db-journal" ] || [ -e "$2/r.db-wal" ] ||
        ! cmp -s "$2/r.db" "$(database_for "$1")" || return
    case $1 in run | worker) also=$(cat "$place/also") ;; *) also='^$' ;; esac
    sound_database "$2/r.db" 2 "$place/counts" "$also"
}
export -f unsound

judge() { # judge COMMAND WHAT CODE FOLDER [onwards]: prints right, told, or what is bad
    local at=$4 bad half
    bad=$(unsound "$1" "$at")
    [ -z "$bad" ] || { echo "$bad"; return; }
    half=$(half_files "$at/out" "$place/$1.files" "$5")
    [ -z "$half" ] || { echo "half written: $half"; return; }
    if [ "$3" -eq 0 ]; then
        same_words "$at/stdout" | cmp -s - "$place/$1.words" || { echo 'a wrong result'; return; }
        [ "$1" != run ] ||
            [ "$(ask "$at/r.db" 'SELECT count(*) FROM run')" -eq "$(cat "$place/runs")" ] ||
            { echo 'a result was not stored'; return; }
        echo right
        return
    fi
    case $2:$3 in
    memory:7) grep -q 'the locale C.UTF-8' "$at/stderr" ||
        { echo "exit code 7: $(head -n 1 "$at/stderr")"; return; } ;;
    memory:9 | file:7 | file:9 | file:3 | *:8) ;;
    *) echo "exit code $3: $(head -n 1 "$at/stderr")"; return ;;
    esac
    [ "$3" -ne 3 ] || { cat "$at/stdout" "$at/stderr" | grep -qE 'cannot be read: |not be written' &&
        echo told ||
        echo "no reason for exit code 3"; return; }
    [ "$1" != init ] || sed -i '/^Made /d' "$at/stderr" # it has, and had no memory to go on
    one_clear_line "$at/stderr" || { echo "not one clear line: $(cat "$at/stderr")"; return; }
    echo told
}
export -f judge

attempt() { # attempt COMMAND WHAT ERROR STICKY N
    local at=$place/at.$BASHPID code=0 answer
    [ -d "$at" ] || mkdir "$at"
    [ ! -e "$at/out" ] || rm -rf "$at/out"
    rm -f "$at/r.db"*
    cp "$(database_for "$1")" "$at/r.db"
    command_line "$1" "$at/r.db" "$at/out"
    export FAULT=$2 FAULT_ERROR=$3 FAULT_AT=$5
    if [ -n "$4" ]; then export FAULT_STICKY=$4; else unset FAULT_STICKY; fi
    if [ "$1" = worker ]; then export FAULT_IN=worker; else unset FAULT_IN; fi
    timeout -s KILL $((20 * SLOW)) env LD_PRELOAD="$place/shim.so" \
        "$ringfence" "${line[@]}" >"$at/stdout" 2>"$at/stderr" </dev/null || code=$?
    answer=$(judge "$1" "$2" "$code" "$at" "$4")
    case $answer in
    right | told) verdict "$2 $3, ${4:-once}" "$answer" ;;
    *) verdict "$2 $3, ${4:-once}" bad "$1, call $5: $answer" ;;
    esac
}
export -f attempt

gzip -dc tests/databases/version-1.db.gz >"$place/old.db"
# Every run of the old database is like one of its scenario now.
sqlite3 "$place/old.db" "$COUNTS" | sort -u >>"$place/counts"
for s in LA Region; do echo "$s failed 0 0 0 0 $(awk -v s=$s '$1 == s { print $NF; exit }' \
    "$place/counts")"; done >>"$place/counts"
# A worker that was not heard to its end may have told only a plan that it began from, paid otherwise;
# and the scenario after it begins without that plan, so it may price its optimum otherwise.
{
    echo '^[A-Za-z]+ feasible [0-9 ]+$'
    awk '{ $(NF - 1) = "[0-9]+"; print "^" $0 "$" }' "$place/counts"
} | paste -sd '|' >"$place/also"

faults=$place/faults
: >"$faults"
for command in ${COMMANDS:-check run worker compare show runs upgrade json csv xlsx mps init}; do
    for what in ${KINDS:-memory file}; do
        rm -rf "$place/ref" "$place/r.db"*
        cp "$(database_for $command)" "$place/r.db"
        command_line $command "$place/r.db" "$place/ref"
        env LD_PRELOAD="$place/shim.so" FAULT=$what FAULT_COUNT="$place/count" \
            $([ $command = worker ] && echo FAULT_IN=worker) \
            "$ringfence" "${line[@]}" >"$place/out" 2>"$place/err" </dev/null ||
            { cat "$place/err"; exit 1; }
        same_words "$place/out" >"$place/$command.words"
        [ $command != run ] || ask "$place/r.db" 'SELECT count(*) FROM run' >"$place/runs"
        rm -rf "$place/$command.files"
        [ ! -d "$place/ref" ] || mv "$place/ref" "$place/$command.files"
        n=$(cat "$place/count")
        errors=ENOMEM
        [ $what = memory ] || errors='EIO ENOSPC EINTR EMFILE short'
        step=$((n / ${SAMPLES:-$n} + 1))
        [ -n "${SAMPLES-}" ] || step=1
        for error in $errors; do
            seq $((1 + step / 2)) $step "$n" | sed "s/^/$command $what $error '' /"
            [ $error = EINTR ] || # for ever: no signal does that
                seq $((1 + step / 3)) $step "$n" | sed "s/^/$command $what $error onwards /"
        done >>"$faults"
    done
done
xargs -P "$JOBS" -n 500 bash -c 'while [ $# -gt 0 ]; do attempt "${@:1:5}"; shift 5; done' - \
    <"$faults" 2>/dev/null
finish
