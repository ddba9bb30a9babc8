/* pence_sheet.h - a plan of payments alone: buckets, payers and what is paid. */
#ifndef RINGFENCE_TESTS_PENCE_SHEET_H
#define RINGFENCE_TESTS_PENCE_SHEET_H

#include "model/plan_money.h"

enum { MOST_AREAS = 6, MOST_PAYERS = 8, MOST_LINES = 1000 };

struct sheet {                 /* one role, one course of one period; areas as many as wanted */
    struct world world;
    struct sets sets;
    struct plan plan;
    struct course course;
    struct stream stream[MOST_PAYERS];
    struct payer payer[MOST_PAYERS];
    struct plan_payer account[MOST_PAYERS];
    struct plan_start start[MOST_AREAS];
    struct plan_bucket bucket[MOST_LINES];
    struct plan_payment payment[MOST_LINES];
    int64_t most[MOST_PAYERS]; /* pence */
};

struct sheet *new_sheet(int areas);
int add_stream(struct sheet *s, double cap);
int add_pot(struct sheet *s, int stream, int64_t most);
int add_bucket(struct sheet *s, int area, enum category k);
int add_payment(struct sheet *s, int payer, int bucket, double pounds);
void round_sheet(struct sheet *s);
void expect(const struct sheet *s, const int64_t *pence);

#endif
