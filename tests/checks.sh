#!/usr/bin/env bash
# checks.sh RINGFENCE - what an auditor sees with sqlite3 alone: every check_ view is empty for a
# run as it was stored, and the one that is meant is not when a figure is altered.  The last line is
# "N passed, N failed".
set -u
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0 failed=0

solved() { # solved CASE: its database, solved once, every check_ view looked at
    local db=$folder/$1.db view case
    [ ! -f "$db" ] || return
    case=$(ls -d tests/*/"$1" tests/*/*/"$1" 2>/dev/null | head -n 1)
    "$ringfence" run "$case" --gap 0 --quiet --db "$db" >"$folder/log" 2>&1
    for view in $(sqlite3 "$db" "SELECT name FROM sqlite_schema WHERE type = 'view'
        AND name LIKE 'check\_%' ESCAPE '\'"); do
        sqlite3 "$db" "SELECT * FROM $view" >"$folder/seen" 2>&1
        if [ -s "$folder/seen" ]; then
            failed=$((failed + 1))
            echo "not so: $view is empty for $1: $(head -n 3 "$folder/seen")"
        else
            passed=$((passed + 1))
        fi
    done
}

sees() { # sees VIEW CASE SQL: the alteration fills the view
    solved "$2"
    cp "$folder/$2.db" "$folder/altered.db"
    sqlite3 "$folder/altered.db" "$3"
    if [ -n "$(sqlite3 "$folder/altered.db" "SELECT * FROM $1 LIMIT 1")" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not so: $1 sees ($2): $3"
    fi
}

sees check_rule_stock carry-over-thrice 'UPDATE stock SET people = people + 1 WHERE period IS NOT NULL'
sees check_rule_stock carry-over-thrice 'UPDATE start SET completions = completions + 1'
sees check_rule_load carry-over-thrice 'UPDATE start SET learners = learners + 100'
sees check_rule_once once 'UPDATE start SET learners = learners + 1000'
sees check_rule_seats plain 'UPDATE cohort SET learners = learners + 1'
sees check_rule_seats plain 'UPDATE start SET learners = learners + 1'
sees check_rule_seats plain 'DELETE FROM cohort'
sees check_rule_cohorts_limit plain 'UPDATE cohort SET cohorts = cohorts + 99'
sees check_rule_places open-places 'UPDATE start SET learners = learners + 999'
sees check_rule_contract plain 'UPDATE contract SET taken = 0'
sees check_rule_contract office-cost 'DELETE FROM office'
sees check_rule_mentors mentors-escalator 'UPDATE start SET learners = learners + 999'
sees check_rule_childcare childcare 'UPDATE start SET learners = learners + 999'
sees check_rule_targets plain 'UPDATE shortfall SET missing = missing - 1'
sees check_rule_targets plain 'UPDATE shortfall SET have = have + 1'
sees check_rule_pot_limits carry-over \
    "UPDATE payer SET carried_out_pence = received_pence WHERE kind = 'pot'"
sees check_rule_pot_limits virement "UPDATE payer SET moved_pence = received_pence WHERE kind = 'pot'"
sees check_rule_buyer_cost plain 'UPDATE bucket SET pounds = pounds + 1 WHERE area IS NULL'
sees check_rule_share max-share "UPDATE payer SET paid_pence = paid_pence + 100000 WHERE kind = 'pot'"
sees check_rule_cap cap-per-learner 'UPDATE payment SET pence = pence + 100000'
sees check_rule_starts plain "UPDATE start SET level = 9"
sees check_rule_starts plain "UPDATE start SET learners = -learners"
sees check_rule_starts plain "UPDATE input_courses SET sectors = 'x'"
sees check_rule_starts plain "UPDATE input_courses SET roles = 'x|y'"
sees check_rule_starts travel-limit 'UPDATE site SET attendance = 1'
sees check_rule_starts plain 'UPDATE offer SET by_cohort = 0'
sees check_rule_starts offer-window 'UPDATE offer SET until_period = from_period;
    UPDATE start SET period = (SELECT max(period) FROM period)'
sees check_rule_starts childcare "UPDATE start SET care = 'none'"
sees check_rule_starts childcare 'UPDATE site SET creche_hours = 0; UPDATE area SET childcare_hours = 0'
sees check_rule_headcount plain 'UPDATE stock SET people = people + 1 WHERE period IS NULL'
sees check_rule_headcount plain 'DELETE FROM stock WHERE period IS NOT NULL AND n % 2 = 0'
sees check_rule_headcount plain 'DELETE FROM stock'
sees check_rule_stock carry-over-thrice 'DELETE FROM stock WHERE period IS NULL'
sees check_rule_discount discounts 'UPDATE contract SET discount = discount + 0.01'
sees check_rule_discount discounts 'UPDATE contract SET band = band + 1'
sees check_rule_want plain 'UPDATE shortfall SET want = want + 1'
sees check_rule_want plain 'UPDATE shortfall SET missing = missing + 1'
sees check_rule_want plain 'DELETE FROM shortfall'
sees check_rule_want plain 'UPDATE shortfall SET penalty = penalty / 2'
sees check_rule_sector_share policies-shares 'UPDATE input_policies SET value = 0.99'
sees check_rule_reserved policies-shares 'UPDATE input_policies SET value = 0.99'
sees check_rule_provider_share policies-shares 'UPDATE input_policies SET value = 0.01'
sees check_rule_contracts policies-contracts-gap 'UPDATE input_policies SET value = 0'
sees check_rule_coverage_gap policies-contracts-gap \
    'UPDATE shortfall SET missing = want WHERE area = (SELECT min(area) FROM shortfall)'
sees check_rule_professions modules-shared-core 'UPDATE input_policies SET value = 0.01'
sees check_bucket_paid plain 'UPDATE payment SET pence = pence + 1'
sees check_payer_balance plain 'UPDATE payment SET pence = pence + 1'
sees check_ring_fence ringfence-categories 'DELETE FROM stream_category'
sees check_scope plain "UPDATE payer SET period = 'x'"
LEARNERS='SELECT bucket FROM bucket WHERE area IS NOT NULL'
sees check_scope office-cost "UPDATE payer SET scope_type = 'la', scope = 'x'
    WHERE payer IN (SELECT payer FROM payment WHERE bucket IN ($LEARNERS))"
sees check_scope office-cost "DELETE FROM payment WHERE bucket IN ($LEARNERS);
    UPDATE payer SET scope_type = 'la', scope = 'x'"
sees check_carry carry-over 'UPDATE payer SET carried_in_pence = carried_in_pence + 1'
sees check_virement virement 'UPDATE payer SET moved_pence = moved_pence - 1'
sees check_learner_cost plain 'UPDATE start SET fee = fee + 1'
sees check_cost_lines plain 'UPDATE cost SET pounds = pounds + 1'
sees check_cost plain 'UPDATE run SET cost = cost + 10'
sees check_allocation plain "UPDATE payer SET received_pence = received_pence + 1 WHERE kind = 'pot'"
sees check_allocation plain "DELETE FROM payer WHERE kind = 'pot'"
sees check_allocation plain 'UPDATE stream SET top_slice = top_slice + 0.01'
sees check_payer_once plain 'INSERT INTO payer SELECT run, payer + 999, kind, stream, scope_type, scope, period,
    received_pence, carried_in_pence, carried_out_pence, moved_pence, paid_pence, left_pence FROM payer'
sees check_bucket_once plain 'INSERT INTO bucket SELECT run, bucket + 999, category, period, area, role,
    course, buyer, pence, pounds FROM bucket'
sees check_cohort_price plain 'UPDATE cohort SET cohort_price = cohort_price + 0.01'
sees check_cohort_price plain 'UPDATE cohort SET seat_price = seat_price + 0.01'
sees check_contract_value plain 'UPDATE contract SET value_pence = value_pence + 1'
sees check_contract_value plain 'DELETE FROM contract'
sees check_contract_rebate discounts 'UPDATE contract SET rebate_pence = rebate_pence + 1'
sees check_rebate discounts "UPDATE payer SET received_pence = received_pence + 1 WHERE kind = 'rebate'"
sees check_rebate discounts "DELETE FROM payer WHERE kind = 'rebate'"
sees check_virement virement \
    "UPDATE payer SET received_pence = received_pence - 1 WHERE kind = 'virement'"
sees check_pence plain 'UPDATE payment SET pounds = pounds + 0.03'
sees check_pence plain 'UPDATE bucket SET pounds = pounds + 0.03'
sees check_bucket_pounds plain 'UPDATE payment SET pounds = pounds + 0.0001'
sees check_buyer_share plain 'UPDATE buyer_share SET share = share / 2'
sees check_cost_line plain "UPDATE cost SET role = 'x' WHERE role IS NOT NULL"
sees check_cost_line plain 'UPDATE cost SET discounted_pounds = discounted_pounds + 0.01'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
