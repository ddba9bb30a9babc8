#!/usr/bin/env bash
# forged.sh RINGFENCE - results altered in several tables at once, so that sums still hold, as somebody
# would who wants to be believed.  ringfence verify must name the rule that is broken; the digest,
# which sees every alteration, is left out.  The last line is "N passed, N failed".
set -u
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0 failed=0

judge() { # judge HOLDS WHAT
    if "$1"; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "not so: $2: $(head -n 6 "$folder/said")"
    fi
}

solved() { # solved NAME: its case, its database solved once, which is verified as it is
    case=$(ls -d tests/*/"$1" tests/*/*/"$1" 2>/dev/null | head -n 1)
    [ ! -f "$folder/$1.db" ] || return
    "$ringfence" run "$case" --gap 0 --quiet --db "$folder/$1.db" >"$folder/log" 2>&1
    "$ringfence" verify "$case" --db "$folder/$1.db" >"$folder/said" 2>&1 && holds=true || holds=false
    judge "$holds" "$1 is verified as it was stored"
}

forged() { # forged RULE CASE SQL
    solved "$2"
    cp "$folder/$2.db" "$folder/altered.db"
    sqlite3 "$folder/altered.db" "PRAGMA foreign_keys = OFF; $3" >"$folder/log" 2>&1
    "$ringfence" verify "$case" --all --db "$folder/altered.db" >"$folder/said" 2>&1
    grep -q "^  $1 " "$folder/said" && ! [ -s "$folder/log" ] && holds=true || holds=false
    judge "$holds" "$1 notices ($2): $3"
}

# ---- money ----
forged A07 plain "INSERT INTO payer SELECT run, 100 + payer, kind, stream, scope_type, scope, period,
    received_pence, 0, 0, 0, 0, received_pence FROM payer"
forged A07 rebate-pays-buyers "INSERT INTO payer SELECT run, 100 + payer, kind, stream, scope_type,
    scope, period, received_pence, 0, 0, 0, 0, received_pence FROM payer WHERE kind = 'rebate'"
forged F24 discounts "DELETE FROM cost WHERE category = 'rebate'; DELETE FROM payment WHERE payer IN
    (SELECT payer FROM payer WHERE kind = 'rebate'); DELETE FROM payer WHERE kind = 'rebate'"
forged F25 childcare "INSERT INTO bucket SELECT run, 1000 + bucket, category, period, area, role,
    course, buyer, 0, 0 FROM bucket"
forged F25 childcare "UPDATE bucket SET (pence, pounds) = (SELECT pence, pounds FROM bucket b WHERE
    b.run = bucket.run ORDER BY pounds DESC LIMIT 1) WHERE category = 'contract'"
forged F25 plain "UPDATE bucket SET pence = pence + 1; UPDATE payment SET pence = pence + 1;
    UPDATE payer SET paid_pence = (SELECT coalesce(sum(pence), 0) FROM payment z WHERE z.run =
    payer.run AND z.payer = payer.payer); UPDATE payer SET left_pence = received_pence +
    carried_in_pence - carried_out_pence - moved_pence - paid_pence"
forged A08 pooled-area-and-la "UPDATE payment SET pence = pence + CASE payer WHEN (SELECT min(payer)
    FROM payment z WHERE z.run = payment.run AND z.bucket = payment.bucket) THEN 100 ELSE -100 END
    WHERE (SELECT count(*) FROM payment z WHERE z.run = payment.run AND z.bucket = payment.bucket) = 2"
forged F26 max-share "UPDATE payment SET pence = pence + 2 WHERE payer IN (SELECT payer FROM payer WHERE
    stream = 'SHA')"
forged F27 cap-per-learner "UPDATE payment SET pence = pence + 2"

# ---- figures ----
forged A11 plain "UPDATE run SET objective = objective + 0.05; UPDATE run SET gap =
    (objective - bound) / max(1, abs(objective))"
forged A12 plain "UPDATE run SET cost = NULL, objective = NULL, gap = NULL, shortfall_value = NULL;
    DELETE FROM start; DELETE FROM stock; DELETE FROM cohort; DELETE FROM contract;
    DELETE FROM office; DELETE FROM shortfall; DELETE FROM payment; DELETE FROM bucket;
    DELETE FROM payer; DELETE FROM buyer_share; DELETE FROM cost"
forged F25 plain "UPDATE run SET cost = NULL, objective = NULL, gap = NULL, shortfall_value = NULL;
    UPDATE payment SET pence = pence * 10"
forged A05 discounts "UPDATE contract SET discount = discount + 9e-7"
forged A06 plain "UPDATE shortfall SET missing = missing - 9e-7 * want"
forged A06 hours-over-two-periods "UPDATE unserved SET people = people + CASE childcare WHEN 1 THEN 1000 ELSE -1000
    END WHERE (SELECT count(*) FROM unserved u WHERE u.run = unserved.run AND u.target =
    unserved.target AND u.area = unserved.area AND u.role = unserved.role) = 2"
forged A10 plain "UPDATE cost SET area = (SELECT min(area) FROM area), role = (SELECT min(role) FROM
    role) WHERE category = 'contract'"
forged A12 plain "UPDATE run SET breaches = 1; INSERT INTO breach SELECT run, 1, 'seats', 'x', 2, 1
    FROM run"

# ---- what is looked at ----
solved plain
cp "$folder/plain.db" "$folder/altered.db"
sqlite3 "$folder/altered.db" "INSERT INTO held SELECT run, 'same money', 'r-0', 'LA', 1, 1 FROM run;
    UPDATE payment SET pence = pence * 10"
"$ringfence" verify "$case" --db "$folder/altered.db" >"$folder/said" 2>&1
grep -q '^  F25 ' "$folder/said" && holds=true || holds=false
judge "$holds" 'a run that says it is held to one that is gone is looked at'
sqlite3 "$folder/altered.db" 'PRAGMA foreign_keys = OFF; DELETE FROM run'
"$ringfence" verify "$case" --db "$folder/altered.db" >"$folder/said" 2>&1
[ $? = 7 ] && grep -q 'holds no results yet' "$folder/said" && holds=true || holds=false
judge "$holds" 'where there is no run, nothing is verified'
cp -r "$case" "$folder/case"
echo 'a,b' >"$folder/case/offer.csv"
"$ringfence" verify "$folder/case" --db "$folder/plain.db" >"$folder/said" 2>&1
grep -q '^  A00 .*offer.csv' "$folder/said" && holds=true || holds=false
judge "$holds" 'a file that is no table is named'
"$ringfence" run "$case" --relax --quiet --db "$folder/relaxed.db" >"$folder/log" 2>&1
"$ringfence" verify "$case" --db "$folder/relaxed.db" >"$folder/said" 2>&1
grep -q 'this is no plan to act on' "$folder/said" && holds=true || holds=false
judge "$holds" 'of a relaxed run it is said'

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
