#!/usr/bin/env bash
# report.sh RINGFENCE - papers from stored results; the last line is "N passed, N failed".
set -u
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 1
root=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
passed=0 failed=0

pass() { passed=$((passed + 1)); }
miss() { # miss SENTENCE WHAT
    failed=$((failed + 1))
    printf 'not so: %s\n%s\n' "$1" "$2" | sed '2,$s/^/    /'
}

# says SENTENCE CODE PATTERN WORD...: the exit code, and a pattern in what is printed anywhere.
says() {
    local sentence=$1 code=$2 pattern=$3 seen=0
    shift 3
    "$ringfence" "$@" >out 2>err </dev/null || seen=$?
    if [ "$seen" != "$code" ]; then
        miss "$sentence" "exit code expected $code, seen $seen: $(head -n 3 err)"
    elif ! cat out err | grep -qE -- "$pattern"; then
        miss "$sentence" "no \"$pattern\" in: $(cat out err | head -n 20)"
    else
        pass
    fi
}

holds() { # holds SENTENCE COMMAND...: any command that must succeed.
    local sentence=$1
    shift
    if "$@" >held 2>&1; then pass; else miss "$sentence" "$(head -n 20 held)"; fi
}

# ---- from the command line ----
"$ringfence" init demo --example first-steps >/dev/null 2>&1
says 'nothing is reported before it is solved' 7 'no database' report demo --compare LA,Region
"$ringfence" run demo LA Region --gap 0 >/dev/null 2>&1
says 'a scenario that is not solved names the command' 2 'ringfence run "demo" "Rest"' \
    report demo --compare LA,Rest
says 'an unknown kind suggests the nearest' 2 'did you mean "board"' \
    report demo --kind bord --compare LA,Region
says 'a board paper wants scenarios' 2 'say which scenarios' report demo
says 'a scenario report wants one' 2 'name one scenario' report demo --kind scenario
says 'a scenario is named once' 2 'named twice' report demo --compare LA,LA
says 'what is preferred is compared' 2 'did you mean "Region"' \
    report demo --compare LA,Region --prefer Regoin
says 'a place that is not there cannot be written' 7 'cannot write no/such/place' \
    report demo --compare LA,Region -o no/such/place
says 'a board paper is written' 0 'Wrote demo/board.html' report demo --compare LA,Region
says 'a report of one scenario is written' 0 'Wrote demo/Region.html' \
    report demo --kind scenario Region
says 'into the file that is asked for' 0 'Wrote x.html' report demo --compare LA,Region -o x.html
holds 'and it is the same' cmp x.html demo/board.html
holds 'nothing is left beside it' test "$(find . -name 'x.html*' | wc -l)" = 1

# ---- figures: each is the answer of a question that the database gives again ----
# asked FILE DATABASE: every question of report --json, asked again by the sqlite3 shell.
asked() {
    local n i
    n=$(jq '.questions | length' "$1")
    [ "$n" -gt 5 ] || return 1
    for ((i = 0; i < n; i++)); do
        {
            echo '.mode json'
            jq -r --argjson i "$i" '.questions[$i].parameters | to_entries[] |
                ".parameter set ?\(.key + 1) \"\u0027" + (.value | gsub("\u0027"; "\u0027\u0027"))
                + "\u0027\""' "$1"
            jq -r --argjson i "$i" '.questions[$i].sql + ";"' "$1"
        } | sqlite3 "$2" >again || return 1
        [ -s again ] || echo '[]' >again
        jq -e --argjson i "$i" --slurpfile again again '
            def same($a; $b): $a == $b or (($a | tostring) == $b) or
                (($a | type) == "number" and (($b | tonumber) - $a | fabs) <= 1e-9 * ($a | fabs));
            [.questions[$i].rows, [$again[0][] | [.[]]]] | transpose |
            all(.[]; [.[0], .[1]] | transpose | all(.[]; . as [$b, $a] | same($a; $b)))' "$1" \
            >/dev/null || { jq --argjson i "$i" '.questions[$i]' "$1"; cat again; return 1; }
    done
}
for words in '--compare LA,Region' '--kind scenario Region'; do
    # shellcheck disable=SC2086
    says "figures of $words are kept" 0 '"questions"' report demo $words --json
    cp out figures.json
    holds "and the database gives them again" asked figures.json demo/ringfence.db
done

cd "$root" || exit 1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
