/* seats.h - what several families ask of cohorts: who sits in them, what they are worth. */
#ifndef RINGFENCE_SEATS_H
#define RINGFENCE_SEATS_H

#include "family.h"

/* Adds sign times the contract value of a cohort (MODEL.md 6) to a row. */
void cohort_value(struct program *p, int row, double sign, int cohort);

/* Of a finished plan, per position in sets->cohort: cohorts bought, learners in them. */
void audit_seats(const struct plan *p, double *cohorts, double *learners);
/* The same for learners of one profession. */
void audit_profession_seats(const struct plan *p, struct profession_id profession,
                            double *learners);
/* Of a finished plan, per position in sets->contract: its value in pounds. */
double *audit_values(struct audit *a, const struct plan *p);

#endif
