# papers.bash - what the tests of papers share; sourced, with $ringfence and $root set, in a folder to litter.
. "$root/tests/says.bash"

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

# Numbers of sentences come from the answers: every one of them, as text is printed.
# prose FILE JSON: numbers that no answer has.
prose() {
    grep -v 'class="small"' "$1" | sed -nE 's,<(p|li|strong)[^>]*>(.*),\2,p' |
        sed -E 's/<[^>]*>/ /g; s/&#39;|&amp;|&quot;|&lt;|&gt;//g' |
        grep -oE '[0-9][0-9,]*(\.[0-9]+)?' | tr -d , | sort -u >seen
    not_had "$2"
}

# Cells of tables too, but for sums, which columns.awk adds up again.
# cells FILE JSON: numbers that no answer has.
cells() {
    sed -n '/<tbody>/,/<\/tbody>/p' "$1" | grep -oE '<td class="n[^>]*>[^<]*' |
        sed -E 's/<[^>]*>//' | grep -oE '[0-9][0-9,]*(\.[0-9]+)?' | tr -d , | sort -u >seen
    not_had "$2"
}

# not_had JSON: of the numbers in `seen`, those that are no answer, however it is rounded.
not_had() {
    jq -r '[.questions[].rows[][] | select(. != null)] | unique[] | . as $v |
        ($v | gsub(","; "") | scan("[0-9]+(?:[.][0-9]+)?")),
        (try ($v | tonumber | fabs | (round, floor, ceil, (. * 10 | round / 10),
            (. * 100 | round / 100),
            (. * 1000 | round / 10), (. * 10000 | round / 100))) catch empty) | tostring' "$1" |
        sed -E 's/\.0+$//' | sort -u >had
    sed -E 's/\.0+$//; s/(\.[0-9]*[1-9])0+$/\1/' seen | sort -u | comm -23 - had
}

cat >columns.awk <<'END'
# Every table with a last row of sums: the printed cells above it add up to it.
function number(text) { gsub(/[£,]/, "", text); gsub(/−/, "-", text); return text + 0 }
/<tbody>/ { delete sum; body = 1 }
/<tfoot>/ { body = 0; foot = 1 }
/<\/tfoot>/ { foot = 0 }
/^<tr>/ && (body || foot) {
    n = split($0, cell, /<td class="n[^>]*">/)
    for (i = 2; i <= n; i++) {
        sub(/<\/td>.*/, "", cell[i])
        if (body) sum[i] += number(cell[i])
        else if (cell[i] != "") {
            columns++
            if (sum[i] != number(cell[i])) { print sum[i] " is not " cell[i] ": " $0; wrong = 1 }
        }
    }
}
END { exit wrong || !columns }
END
