/* board.h - the sections of the paper for a partnership board. */
#ifndef RINGFENCE_REPORT_BOARD_H
#define RINGFENCE_REPORT_BOARD_H

#include "tools/report/report.h"

report_section board_decision, board_options, board_few, board_gains, board_unserved, board_cuts,
    board_risks, board_assumptions;

#endif
