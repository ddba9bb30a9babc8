/* child.h - a process that does not outlive the one that made it; private to solver/. */
#ifndef RINGFENCE_CHILD_H
#define RINGFENCE_CHILD_H

#include <sys/types.h>

/* As fork(); in the child, which is killed when its parent ends, 0. */
pid_t fork_child(void);

#endif
