# shellcheck shell=bash
# The command line: names, options and databases.
section 'Names and options' 'command'
fresh
words() { # words EXIT PATTERN WORD...: the words themselves are the row's input
    local exit=$1 pattern=$2
    shift 2
    told "$exit" "\`$(printf '%q ' "$@" | sed 's/ $//; s/|/\\|/g')\`" "$pattern" "$@"
}
words 2 'did you mean "check"' chekc case
words 2 'no option' check case --frobnicate
words 2 'no option' check case -x
words 2 'needs at least 1 word' check
words 2 'what to do with "more"' check case more
words 7 'no case folder' check ''
words 7 'no case folder' check -- --all
words 7 'no case folder' check $'ca\033[31mse'
words 7 'no case folder' check $'two\nlines'
words 7 'no case folder' check %n%s%x
words 7 'no case folder' check $'\xff\xfe'
told 7 'a folder with a name of 5,000 characters' 'no case folder' check "$(printf 'x%.0s' $(seq 5000))"
words 2 'from 0.001 to' run case --time-limit -1
words 2 'from 0.001 to' run case --time-limit=abc
words 2 'from 0.001 to' run case --time-limit 1e99
words 2 'from 0.001 to' run case --time-limit nan
words 2 'from 0.001 to' run case --time-limit inf
words 2 'from 0.001 to' run case --time-limit 0x10
words 2 'from 0.001 to' run case --time-limit ' 5'
words 2 'from 0.001 to' run case --time-limit 1,5
words 2 'from 0.001 to' run case --time-for-all 0
words 2 'from 0 to 1' run case --gap 0.5%
words 2 'from 0 to 1' run case --gap -0.1
words 2 'whole number' run case --jobs 0
words 2 'whole number' run case --jobs 1.5
words 2 'needs a value' run case -j
words 2 'needs a value' run case --gap
words 2 'needs a value' run case --gap=
words 2 'twice' run case --gap 0.1 --gap 0.2
words 2 'twice' run case -j1 --jobs 2
words 2 'takes no value' run case --relax=yes
words 2 'no scenario' run case ''
words 2 'no scenario' run case $'\033]0;x\007'
words 2 'no example' init new --example ../../etc
words 7 'not empty' init case
words 7 'cannot make' init no/such/place
words 7 'cannot make' init case/areas.csv

section 'Databases' 'the database is'
base=$(print_of)
database() { # database EXIT WHAT PATTERN FILE
    told "$1" "$2" "$3" run case Base --db "$4"
    holds "$2: the case is as it was" test "$base" = "$(print_of)"
}
database 2 '`:memory:`' 'cannot be the name' :memory:
database 2 '`file:x?mode=memory`' 'cannot be the name' 'file:x?mode=memory'
database 2 '`-`' 'cannot be the name' -
database 2 'an empty name' 'needs a value' ''
database 2 'a table of the case' 'cannot be the name' case/areas.csv
database 2 'a new table of the case' 'cannot be the name' case/new.csv
database 7 'a folder' 'not a file of data' case
database 7 'in a folder that does not exist' 'cannot open' no/such/place.db
database 7 'a name of 5,000 characters' 'cannot open' "$(printf 'x%.0s' $(seq 5000))"
database 7 'a device' 'not a file of data' /dev/null
mkfifo pipe
database 7 'a pipe' 'not a file of data' pipe
printf 'some text, long enough to be read as a header by whoever tries to do so: no\n%.0s' {1..9} >text.db
database 7 'a text file' 'not a database of ringfence' text.db
holds 'the text file is as it was' grep -q '^some text' text.db
sqlite3 other.db 'CREATE TABLE t(x); INSERT INTO t VALUES(1)'
sum=$(cksum <other.db)
database 7 'of another program' 'another program' other.db
holds 'the other database is as it was' test "$sum" = "$(cksum <other.db)"
"$ringfence" run case Base --db newer.db --quiet >/dev/null 2>&1
sqlite3 newer.db 'PRAGMA user_version = 99999'
sum=$(cksum <newer.db)
database 7 'written by a newer version' 'newer version of ringfence \(format 99999' newer.db
holds 'the newer database is as it was' test "$sum" = "$(cksum <newer.db)"
"$ringfence" run case Base --db cut.db --quiet >/dev/null 2>&1
truncate -s -4096 cut.db
database 7 'cut short' 'damaged' cut.db
: >empty.db
told 7 'an empty file, read' 'no results yet' runs --db empty.db
holds 'the empty file is as it was' test ! -s empty.db
told 7 'not there, read' 'no database' runs --db gone.db
holds 'no database is made by reading' test ! -e gone.db
"$ringfence" run case Base --db some.db --quiet >/dev/null 2>&1
told 2 'asked for a run `../../etc/passwd`' 'no run' runs show ../../etc/passwd --db some.db
told 2 'asked for a run that is SQL' 'no run' runs show "x' OR 1=1 --" --db some.db
told 2 'asked to remove a run that is not there' 'no run' runs remove '*' --db some.db
told 2 'asked for a scenario that is not stored' 'no stored result' show case Bas --db some.db
told 7 'exported to the folder of the case' 'tables of a case' export case Base --csv case --db some.db
told 7 'exported over a file' 'cannot' export case Base --csv case/areas.csv --db some.db
told 7 'exported as a program to the folder of the case' 'tables of a case' export case Base --mps case
told 2 'exported as a workbook over a table' 'is a table or the database' export case Base --xlsx \
    case/areas.csv --db some.db
told 2 'a report over a table' 'is a table or the database' report case --kind scenario Base -o \
    case/areas.csv --db some.db
told 2 'a report over the database' 'is a table or the database' report case --kind scenario Base -o \
    ./some.db --db some.db
told 2 'a report over what belongs to the database' 'is a table or the database' report case --kind \
    scenario Base -o some.db-journal --db some.db
holds 'the case is as it was' test "$base" = "$(print_of)"
