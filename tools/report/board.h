/* board.h - the sections of the paper for a partnership board. */
#ifndef RINGFENCE_REPORT_BOARD_H
#define RINGFENCE_REPORT_BOARD_H

#include "tools/report/report.h"

/* The option that the paper speaks of: the preferred one, or the last. */
int board_chosen(const struct report *r);
/* Whether one of the options is doing nothing itself; else it is worked out in the database. */
bool board_has_nothing(const struct report *r);

report_section board_decision, board_options, board_gains, board_unserved, board_cuts, board_risks,
    board_assumptions;

#endif
