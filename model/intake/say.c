/* say.c - findings made with printf. */
#include "say.h"

#include <stdarg.h>
#include <stdio.h>

enum { LONGEST = 600 };

void say(struct findings *f, enum finding_code code, struct place at, const char *help,
         const char *format, ...)
{
    char text[LONGEST];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    findings_add(f, (struct finding){
        .severity = finding_severity(code), .code = FINDING_KINDS[code].code,
        .file = at.file, .line = at.line, .column = at.column, .name = at.name,
        .value = at.value, .text = text, .help = help });
}
