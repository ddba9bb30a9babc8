/* hand_made.h - a run small enough to add up on paper. */
#ifndef RINGFENCE_TESTS_HAND_MADE_H
#define RINGFENCE_TESTS_HAND_MADE_H

#include "run.h"

/* Two LAs with one buyer, a cohort of 5 with 4 learners, a rebate, a pot that carries over. */
struct run hand_made_run(void);

#endif
