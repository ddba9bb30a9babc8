/* shim.c - preloaded into ringfence: makes the n-th allocation or system call of a process fail.
 *
 *     FAULT=memory|file  FAULT_AT=n  [FAULT_ERROR=EIO|ENOSPC|EINTR|EMFILE|short] [FAULT_STICKY=1]
 *     [FAULT_IN=worker]  [FAULT_COUNT=FILE]
 *
 * Memory: malloc and its kin, wherever they are called from, libraries included.  File: a filter
 * of the kernel hands every call on files to a handler here, those inside the C library too;
 * what the handler lets pass carries a mark that the filter knows.  Writing to standard error never
 * fails: it is how the program complains.  FAULT_AT=0 fails none, and
 * FAULT_COUNT says how many there were.  "short" halves a write.  Without FAULT_IN the workers
 * are left alone, with it everything but them.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#ifndef __x86_64__
#error "the shim knows the registers of x86-64 only"
#endif

enum { NONE, MEMORY, FILES };
enum { MARK = 0x5246464d, SHORT = -1 };

static struct { int what, error; long at, n; bool sticky, in_worker; pid_t parent; } fault;
static char count_file[4096];

extern void *__libc_malloc(size_t size), *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t size), *__libc_memalign(size_t to, size_t size);

static bool fails(int what)
{
    if (fault.what != what || (getpid() != fault.parent) != fault.in_worker)
        return false;
    long n = ++fault.n;
    return n == fault.at || (fault.sticky && fault.at && n > fault.at);
}

/* ---- memory ---- */

static bool no_memory(void)
{
    bool none = fails(MEMORY);
    if (none)
        errno = ENOMEM;
    return none;
}

void *malloc(size_t size) { return no_memory() ? NULL : __libc_malloc(size); }
void *calloc(size_t n, size_t size) { return no_memory() ? NULL : __libc_calloc(n, size); }
void *realloc(void *old, size_t size) { return no_memory() ? NULL : __libc_realloc(old, size); }
void *aligned_alloc(size_t to, size_t size)
{
    return no_memory() ? NULL : __libc_memalign(to, size);
}
int posix_memalign(void **out, size_t to, size_t size)
{
    *out = no_memory() ? NULL : __libc_memalign(to, size);
    return *out ? 0 : ENOMEM;
}

/* ---- files ---- */

static const int CALLS[] = {
    SYS_open, SYS_openat, SYS_read, SYS_pread64, SYS_write, SYS_pwrite64, SYS_close, SYS_fsync,
    SYS_fdatasync, SYS_ftruncate, SYS_rename, SYS_unlink, SYS_unlinkat, SYS_mkdir, SYS_rmdir,
    SYS_fchmod, SYS_flock, SYS_pipe2, SYS_getdents64, SYS_lseek, SYS_dup2, SYS_newfstatat,
};

static long marked(long number, const greg_t *r, long third)
{
    register long r10 __asm__("r10") = r[REG_R10];
    register long r8 __asm__("r8") = r[REG_R8];
    register long r9 __asm__("r9") = MARK;
    long answer;
    __asm__ volatile("syscall" : "=a"(answer)
                     : "a"(number), "D"(r[REG_RDI]), "S"(r[REG_RSI]), "d"(third), "r"(r10),
                       "r"(r8), "r"(r9) : "rcx", "r11", "memory");
    return answer;
}

static void on_call(int signal_number, siginfo_t *info, void *context)
{
    greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
    int number = info->si_syscall, before = errno;
    bool is_write = number == SYS_write || number == SYS_pwrite64;
    bool is_complaint = is_write && r[REG_RDI] == STDERR_FILENO;
    (void)signal_number;
    if (is_complaint || !fails(FILES))
        r[REG_RAX] = marked(number, r, r[REG_RDX]);
    else if (fault.error != SHORT) {
        if (number == SYS_close) /* close(2): whatever it answers, the file is closed on Linux */
            marked(number, r, r[REG_RDX]);
        r[REG_RAX] = -fault.error;
    }
    else
        r[REG_RAX] = marked(number, r, is_write && r[REG_RDX] > 1 ? r[REG_RDX] / 2 : r[REG_RDX]);
    errno = before;
}

static void filter_calls(void)
{
    enum { N = sizeof CALLS / sizeof *CALLS };
    struct sock_filter f[N + 7];
    int n = 0;
    f[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                          offsetof(struct seccomp_data, args[5]));
    f[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MARK, N + 1, 0);
    f[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                          offsetof(struct seccomp_data, nr));
    for (int i = 0; i < N; i++)
        f[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)CALLS[i],
                                              (unsigned char)(N - i), 0);
    f[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    f[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    struct sock_fprog program = { .len = (unsigned short)n, .filter = f };
    struct sigaction act = { .sa_sigaction = on_call,
                             .sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART };
    sigaction(SIGSYS, &act, NULL);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        fputs("shim: this machine has no filters of system calls\n", stderr);
        _exit(99);
    }
}

/* ---- both ---- */

static int error_named(const char *name)
{
    static const struct { const char *name; int error; } ERRORS[] = {
        { "EIO", EIO }, { "ENOSPC", ENOSPC }, { "EINTR", EINTR }, { "EMFILE", EMFILE },
        { "EACCES", EACCES }, { "short", SHORT } };
    for (size_t i = 0; name && i < sizeof ERRORS / sizeof *ERRORS; i++)
        if (strcmp(ERRORS[i].name, name) == 0)
            return ERRORS[i].error;
    return EIO;
}

__attribute__((constructor)) static void begin(void)
{
    const char *what = getenv("FAULT"), *at = getenv("FAULT_AT"), *in = getenv("FAULT_IN");
    const char *count = getenv("FAULT_COUNT");
    if (!what)
        return;
    snprintf(count_file, sizeof count_file, "%s", count ? count : "");
    fault.parent = getpid();
    fault.error = error_named(getenv("FAULT_ERROR"));
    fault.at = at ? strtol(at, NULL, 10) : 0;
    fault.sticky = getenv("FAULT_STICKY") != NULL;
    fault.in_worker = in && strcmp(in, "worker") == 0;
    fault.what = strcmp(what, "memory") == 0 ? MEMORY : FILES;
    if (fault.what == FILES)
        filter_calls();
}

static void tell_count(void)
{
    long n = fault.n;
    if (!count_file[0] || (getpid() != fault.parent) != fault.in_worker)
        return;
    fault.what = NONE;
    FILE *f = fopen(count_file, "w");
    if (f) {
        fprintf(f, "%ld\n", n);
        fclose(f);
    }
}

__attribute__((destructor)) static void end(void) { tell_count(); }

/* Workers end by _exit(), which runs no destructors. */
void _exit(int code)
{
    tell_count();
    syscall(SYS_exit_group, code);
    __builtin_unreachable();
}
