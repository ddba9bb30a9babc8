# shellcheck shell=bash
# Texts that mean something elsewhere: here they are texts.
section 'Texts with a meaning elsewhere' 'a name is'
named() { # named CSV WHAT TEXT: of a provider and a scenario; checked, solved, shown
    fresh
    printf 'provider,name\nCollege,%s\nUniversity,\n' "$1" >case/providers.csv
    printf 'scenario,name,base,procurement\nBase,%s,,la\nCut,,Base,\nPair,,Cut,pair\n' "$1" \
        >case/scenarios.csv
    found "$2" 0
    ask run case Base --quiet
    holds "$2: it is solved" test "$code" = 0
    ask show case Base
    holds "$2: it is shown" test "$code" = 0
    holds "$2: as it stands" grep -qF -- "$3" out
}
named '"=HYPERLINK(""http://x"",""y"")"' 'a formula' '=HYPERLINK("http://x","y")'
named '@SUM(1)' 'an old formula' '@SUM(1)'
named '<script>alert(1)</script>' 'markup' '<script>alert(1)</script>'
named "x'); DROP TABLE run;--" 'SQL' "x'); DROP TABLE run;--"
named '%n%s%x' 'a format' '%n%s%x'
named '../../etc/passwd' 'a path' '../../etc/passwd'
named '$(reboot)`reboot`' 'a command' '$(reboot)`reboot`'
named "$(times 40000 x)" 'of 40,000 characters' xxxxxxxxxx
fresh
put targets.csv 'target,level,course,period,share,penalty\nL3,3,,2009,0.5,1000000000\nInd,,Induction,2009,0.5,0.000000000001\n'
found 'penalties of a billion pounds, and of a billionth of a penny' 0
ask run case --quiet --gap 0
holds 'penalties far apart are solved' test "$code" = 0

section 'Databases with texts that steer a terminal' 'the database has'
fresh
"$ringfence" run case Base Cut --db steer.db --quiet >/dev/null 2>&1
for table in run area role course; do
    sqlite3 steer.db "UPDATE $table SET name = char(27) || '[31m' || char(8238) || 'x' || char(155)"
done
told 7 'them in its names, shown' 'altered or damaged' show case Base --db steer.db
told 7 'them in its names, compared' 'altered or damaged' compare case Base Cut --db steer.db
told 7 'them in its names, as JSON' 'altered or damaged' show case Base --db steer.db --json
sqlite3 steer.db "UPDATE run SET scenario = 'Ba' || char(27) || '[2J' WHERE scenario = 'Base'"
told 0 'them in a scenario, listed' 'Ba<U\+001B>' runs --db steer.db
told 2 'them in a scenario, asked for by another name' 'no stored result' show case Bas --db steer.db

section 'Databases made to do harm' 'the database has'
"$ringfence" run case Base Cut --db sound.db --quiet >/dev/null 2>&1
harm() { # harm WHAT PATTERN SQL: it is refused, and left as it is
    local sum
    cp sound.db harm.db
    sqlite3 harm.db "PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON; $3" >/dev/null 2>out ||
        miss "$1" "$(cat out)"
    sum=$(cksum <harm.db)
    told 7 "$1" "$2" show case Base --db harm.db
    holds "$1: it is as it was" test "$sum" = "$(cksum <harm.db)"
}
harm 'an endless view in place of a table' 'area is a view in it' "DROP TABLE area; CREATE VIEW area AS
    WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS run, n AS area FROM r"
harm 'a table with the name of a function' 'named as functions of SQLite are' \
    'CREATE TABLE json_each(value, run)'
cp sound.db harm.db
sqlite3 harm.db "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql,
    '\"headcount\" TEXT', '\"headcount\" TEXT CHECK (load_extension(''x'') IS NULL)')
    WHERE name = 'input_workforce'"
told 0 'a condition that calls a function, not asked' 'put in their place' show case Base --db harm.db
harm 'a trigger' 'triggers, indexes, virtual tables' "DROP VIEW v_run; CREATE TRIGGER t AFTER INSERT ON
    run BEGIN DELETE FROM run; END"
harm 'a view of ours in other letters' 'already exists' 'DROP VIEW v_run; CREATE VIEW V_RUN AS SELECT 1'
harm 'a column that is computed' 'computed columns' "DROP VIEW v_run; ALTER TABLE area ADD COLUMN x TEXT AS
    (length(hex(zeroblob(400000000))))"
cp sound.db harm.db
sqlite3 harm.db 'PRAGMA ignore_check_constraints = ON;
    CREATE TABLE e(x CHECK (length(hex(zeroblob(400000000))) < x)); INSERT INTO e VALUES(1)'
told 0 'a table of its own with a condition that takes much memory, not asked' 'Base' show case Base \
    --db harm.db
sqlite3 harm.db "PRAGMA ignore_check_constraints = ON; UPDATE payer SET kind = 'x'"
told 7 'such a table, and a row of ours that breaks a condition' 'CHECK constraint failed' show case Base \
    --db harm.db
cp sound.db harm.db
echo precious >precious.txt
{ printf 'x%.0s' {1..512}; printf '%s' "$PWD/precious.txt"; printf '\0\0\0\0\0\0\0\0'
  printf '\xd9\xd5\x05\xf9\x20\xa1\x63\xd7'; } >harm.db-journal
told 7 'a journal that deletes another file' 'was not left by ringfence' show case Base --db harm.db
holds 'the other file is still there' grep -q precious precious.txt
rm harm.db-journal
sqlite3 sound.db ".backup harm.db"
sqlite3 harm.db "DELETE FROM run_digest; UPDATE run SET cost = NULL, finished_at = char(27) || '[31m',
    folder = 'x\"; touch \$(owned) \"'"
told 0 'no digest and no cost, in a finance pack' 'has no digest' report case --kind finance --compare \
    Base,Cut -o harm.html --db harm.db
told 0 'a folder that a shell would run, in a report' 'It still lacks.*"x\\"; touch \\\$' report case \
    --compare Base,Cut -o harm.html --db harm.db
ask verify case --db harm.db # ask looks for what steers a terminal
ask compare case Base Cut --db harm.db
mkfifo case/boundaries.geojson
told 3 'a pipe for boundaries' 'must be a file of 20 MB at most' report case --kind skills --compare \
    Base,Cut -o harm.html --db harm.db
rm case/boundaries.geojson
sqlite3 sound.db "DELETE FROM run_digest; UPDATE run SET sequence = 9223372036854775806 WHERE
    scenario = 'Base'"
told 7 'no number left for a run' 'there is no next' run case Base --quiet --db sound.db
