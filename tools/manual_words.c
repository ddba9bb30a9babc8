/* manual_words.c - the symbols of the formulas, and the definitions that the rules rest on. */
#include "tools/manual.h"

#include "base.h"

const struct explained SYMBOLS[] = {
    { "a, r, n", "area, role, and whether with childcare needs; g = (a,r,n) is a group" },
    { "l", "qualification level" },
    { "c, M_c, D_c", "course, its modules (itself when it has none), the periods it runs" },
    { "m, s, p", "module or course taught, site, provider" },
    { "t", "period; delta_t its discount factor, iota_t its price index" },
    { "b", "buyer: an authority, a consortium or a region" },
    { "C", "class: roles of an area that nothing tells apart on a course" },
    { "w, k", "way of childcare (none, local, creche); way of buying (cohort, open)" },
    { "f, pi, beta", "stream, pot of a stream, bucket of costs to be paid" },
    { "tau, want", "target; the people it wants: its share of the headcount H" },
    { "j, theta_j", "discount band of a contract, and the value from which it holds" },
    { "rho, phi", "turnover of a role; completion of a course" },
    { "kappa", "hours of childcare of a learner" },
};
const int N_SYMBOLS = COUNT(SYMBOLS);

const struct explained DEFINITIONS[] = {
    { "Who can start what",
      "Learners of a group at a level can start a course at a site in a period when their role and "
      "sector are among the course's; their level is at least its entry level and below what it "
      "awards; the site has an offer for each of its modules, by cohort or by open place, that can "
      "start then; it ends in time; and, where anything is attended in person, the journey is "
      "within their limit, and those with childcare needs find childcare in their area or a creche "
      "at the site." },
    { "How far it is",
      "A row of travel where there is one. Else miles as the crow flies times road_factor, and "
      "minutes at speed_mph." },
    { "Hours of childcare",
      "kappa = contact hours attended in person; with local childcare also the journeys of every "
      "session, there and back." },
    { "When costs fall due",
      "Costs of a learner are at the prices of the period in which the course starts, in equal "
      "parts over the periods it runs. A buyer's costs fall due when the cohort starts." },
    { "Contract value",
      "value[b,p,t] = iota_t sum{s of p, m} (cohort_price y + learner_price P by cohort)." },
    { "What a pot may pay",
      "A cost of a learner in the pot's place and period, when the stream's categories, roles, "
      "sectors, courses and award levels all contain it. A cost of a buyer, when an area of the "
      "buyer lies in the pot's place and the stream names the category. A virement pool pays any "
      "cost of its place and period, a rebate pot any of its buyer's." },
    { "What is made as small as it can be",
      "value: cost and value of the shortfall together. coverage: first the value of the "
      "shortfall, then the cost. cost: the cost alone. All discounted to the first period." },
};
const int N_DEFINITIONS = COUNT(DEFINITIONS);

const char TIES[] =
    "Two plans are equally good when their objectives differ by no more than a billionth. Then "
    "these lists decide, one after another, each in the order of periods and of ids, byte by "
    "byte. From the last of a list to its first, the plan has as little of each as any plan as "
    "good that agrees so far. So it buys no more than is needed, early and from who stands "
    "first in the list, and who stands first pays. Neither chance nor the order of rows has a "
    "part in it. It needs a plan that is proven the best, to a billionth, and time to tell: "
    "each run says whether the rule was applied. Where it was not reached, the same inputs and "
    "options still lead to the same plan where the search ends by itself, but not where the "
    "clock ends it.";
