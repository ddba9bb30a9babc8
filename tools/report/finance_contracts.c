/* finance_contracts.c - contracts by provider, and what procurement law asks of their values. */
#include "tools/report/pack.h"

static const char IN_FORCE[] =
    "SELECT threshold, since, amount, vat, CASE WHEN max(later) THEN 'came after the plan''s"
    " first period' ELSE 'in force' END, coalesce(source, '') FROM v_thresholds WHERE run = ?1"
    " GROUP BY threshold, since ORDER BY amount, threshold, since";

static enum status print_thresholds(struct report *r, struct result *x, struct err *err)
{
    struct layout l = { .caption = "Thresholds, VAT included" };
    TRY(ask_side(r, x, IN_FORCE, r->chosen, err));
    if (x->n_rows == 0) {
        page_say(&r->page, "p", "The case has no thresholds.csv, so no value is set against a "
                 "threshold of procurement.");
        return OK;
    }
    layout_column(&l, "Threshold", K_TEXT);
    layout_column(&l, "Since", K_TEXT);
    layout_column(&l, "Amount", K_POUNDS);
    layout_column(&l, "VAT added", K_SHARE);
    layout_column(&l, "When a contract starts", K_TEXT);
    layout_column(&l, "Source", K_TEXT);
    report_table(r, &l, x);
    return OK;
}

/* The word is about the highest threshold that is reached. */
static const char AGAINST[] =
    "SELECT coalesce(p.name, c.provider), c.buyer, max(c.contracts), max(c.value), max(c.rebate),"
    " max(c.with_vat), coalesce('Over: ' || (SELECT x.threshold FROM v_contract_threshold x WHERE"
    " x.run = ?1 AND x.buyer = c.buyer AND x.provider = c.provider AND x.reached ORDER BY"
    " x.amount DESC, x.threshold LIMIT 1), 'Below all') FROM v_contract_threshold c JOIN provider"
    " p ON p.run = c.run AND p.provider = c.provider WHERE c.run = ?1 GROUP BY c.provider,"
    " c.buyer ORDER BY max(c.value) DESC, c.provider, c.buyer";

static enum status print_against(struct report *r, struct err *err)
{
    struct layout l = { .caption = "All contracts of a buyer with a provider, together, against "
                                   "the thresholds", .total = true };
    layout_column(&l, "Provider", K_TEXT);
    layout_column(&l, "Buyer", K_TEXT);
    layout_column(&l, "Contracts", K_COUNT);
    layout_column(&l, "Value", K_POUNDS);
    layout_column(&l, "Rebate", K_POUNDS);
    layout_column(&l, "Value with VAT", K_POUNDS);
    layout_column(&l, "Threshold", K_TEXT);
    TRY(pack_table(r, &l, AGAINST, err));
    page_say(&r->page, "p class=\"small\"", "Contracts with one provider in several periods are "
             "counted as one, as law does when they renew one another, and before their rebates. "
             "Education that is exempt from VAT is nearer to the value without it.");
    return OK;
}

static const char CONTRACTS[] =
    "SELECT coalesce(v.name, c.provider), c.buyer, c.period, t.start, c.value, c.rebate, c.value -"
    " c.rebate, coalesce(x.served, '') FROM v_contracts c JOIN provider v ON v.run = c.run AND"
    " v.provider = c.provider JOIN period t ON t.run = c.run AND t.period = c.period LEFT JOIN"
    " (SELECT provider, buyer, period, group_concat(la, ', ') AS served FROM (SELECT DISTINCT"
    " p.provider, l.buyer, s.period, a.la FROM start s JOIN site p ON p.run = s.run AND"
    " p.site = s.site JOIN area a ON a.run = s.run AND a.area = s.area JOIN la l ON l.run = s.run"
    " AND l.la = a.la WHERE s.run = ?1 AND s.way = 'cohort' ORDER BY 1, 2, 3, 4) GROUP BY provider,"
    " buyer, period) x ON x.provider = c.provider AND x.buyer = c.buyer AND x.period = c.period"
    " WHERE c.run = ?1 AND c.taken > 0.5 ORDER BY c.provider, c.buyer, t.position";

enum status finance_contracts(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .total = true };
    TRY(print_thresholds(r, &x, err));
    if (x.n_rows)
        TRY(print_against(r, err));
    l.caption = arena_print(r->arena, "Contracts by provider, %s", r->label[r->chosen]);
    layout_column(&l, "Provider", K_TEXT);
    layout_column(&l, "Buyer", K_TEXT);
    layout_column(&l, "Period", K_TEXT);
    layout_column(&l, "Starts", K_TEXT);
    layout_column(&l, "Value", K_POUNDS);
    layout_column(&l, "Rebate", K_POUNDS);
    layout_column(&l, "Paid", K_POUNDS);
    layout_column(&l, "Authorities served", K_TEXT);
    return pack_table(r, &l, CONTRACTS, err);
}
