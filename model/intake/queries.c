/* queries.c */
#include "entities.h"
void query_world(struct build *b)
{
    (void)b;
}
