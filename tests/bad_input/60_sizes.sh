# shellcheck shell=bash
# Limits: at one below, at, and one above.
section 'Sizes' 'the case has'
times() { # times N TEXT: the text so often
    [ "$1" -gt 0 ] && yes "$2" | head -n "$1" | tr -d '\n'
}
name() { # name CHARACTERS: areas.csv with a name of so many
    fresh
    { printf 'area,la,region,latitude,longitude,name\nNorth,Ashby,East,52.9,-1.4,'
      times "$1" x
      printf '\nSouth,Brack,East,52.8,-1.3,\n'; } >case/areas.csv
}
for n in 65535 65536; do
    name $n
    found "a value of $n characters" 0
done
name 65537
found 'a value of 65537 characters' 3 'E115 areas.csv:2:6'

name 100 # and a line of many bytes: 17 names of 61,680 bytes and some
line() { # line BYTES: the second line of areas.csv, with its end, has so many
    local columns=30 each rest
    fresh
    each=$((($1 - 27) / 20)) rest=$((($1 - 27) - 20 * each))
    { printf 'area,la,region,latitude,longitude'
      times 20 ',name'
      printf '\nNorth,Ashby,East,52.9,-1.4'
      for _ in $(seq 20); do printf ','; times $((each - 1)) x; done
      times "$rest" x
      printf '\nSouth,Brack,East,52.8,-1.3'
      times 20 ','
      printf '\n'; } >case/areas.csv
}
for n in 1048575 1048576; do
    line $n
    ask check case
    holds "a line of $n bytes is read" test "$(grep -c E116 out)" = 0
done
line 1048577
ask check case
row 'a line of 1,048,577 bytes' "$code"
holds 'a line of 1048577 bytes is too long' grep -q 'error\[E116\]: areas.csv:2: ' out

header() { # header COLUMNS
    fresh
    { printf 'area,hours,price'
      for i in $(seq $(($1 - 3))); do printf ',c%d' "$i"; done
      printf '\n'; } >case/childcare.csv
}
for n in 199 200; do
    header $n
    ask check case
    holds "$n columns are each looked at" test "$(grep -c '^error\[E121\]' out)" = 20
    holds "$n columns: and counted" grep -q "and $((n - 23)) more like this" out
done
header 201
found '201 columns' 3 'E125 childcare.csv:1'

faults() { # faults N: so many rows that are wrong in the same way
    fresh
    { printf 'area,role,level,headcount\n'
      for i in $(seq "$1"); do printf 'North,TA,9,%d\n' "$i"; done; } >case/workforce.csv
    ask check case --all
}
for n in 999 1000; do
    faults $n
    holds "$n faults are all shown" test "$(grep -c '^error' out)" = $n
    holds "$n faults: and no more" test "$(grep -c E230 out)" = 0
done
faults 1001
holds '1001 faults: a thousand are shown' test "$(grep -c '^error' out)" = 1001
holds '1001 faults: and that there are more' grep -q '^error\[E230\]: workforce.csv: more than 1000' out
fresh
{ printf 'area,role,level,headcount\n'; yes 'Nrth,TA,2,1' | head -n 100000; } >case/workforce.csv
found_at=$(date +%s)
ask check case
row '100,000 rows with the same slip in an id' "$code"
holds '100,000 faults: 20 are shown, and that there are more' \
    test "$(grep -c '^error\[E220\]: workforce.csv' out)" = 20
holds '100,000 faults: in seconds' test $(($(date +%s) - found_at)) -lt $((10 * ${SLOW:-1}))
fresh
{ printf 'area,role,level,headcount\n'; yes 'North,TA,2' | head -n 100000; } >case/workforce.csv
ask check case
row '100,000 rows that lack a value' "$code"
holds '100,000 ragged rows: 20 are shown' test "$(grep -c '^error\[E113\]: workforce.csv' out)" = 20
fresh
{ printf 'site,module,place_price\nUni,CORE,1\nUni,SPEC,1\nDay,Induction,1\nDay,NVQ3,1\n'
  for i in $(seq 1500); do printf 'Day,M%d,1\n' "$i"; done; } >case/offers.csv
{ printf 'module\nCORE\nSPEC\n'; for i in $(seq 1500); do printf 'M%d\n' "$i"; done; } >case/modules.csv
ask check case
row '1,500 queries' "$code"
holds '1500 queries stop nothing' test "$code" = 0
holds '1500 queries: that there are more' grep -q '^query\[Q530\]: offers.csv: more than 1000 queries' out

# Far beyond a limit: the memory that is taken does not grow with the file.
bounded() { # bounded WHAT CODE MEGABYTES: what is found of the case, and by no more memory
    ask check case
    row "$1" "$code"
    holds "$1: $2" grep -q "^error\[$2\]: workforce.csv:" out
    [ "${SLOW:-1}" = 1 ] || return # sanitizers map terabytes
    (ulimit -v $((1024 * $3)) && timeout 60 "$ringfence" check case >again 2>&1 </dev/null)
    holds "$1: within $3 MB" cmp -s out again
}
fresh
{ printf 'area,role,level,headcount\n'; head -c 1000000000 /dev/zero | tr '\0' x; } >case/workforce.csv
bounded 'a line of 1 GB' E116 100
{ printf 'area,role,level,headcount\n"'; head -c 1000000000 /dev/zero | tr '\0' '\n'
  printf '",TA,2,1\n'; } >case/workforce.csv
bounded 'a value of 1 GB, in quotes and of many lines' E110 100
{ printf 'area,role,level,headcount\n'; yes 'Nrth,TA,2,1' | head -n 10000000; } >case/workforce.csv
bounded '10 million rows with the same slip in an id' E117 1000
fresh
