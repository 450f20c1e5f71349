/* Counts the allocations of a program it is preloaded into: LD_PRELOAD=count_allocations.so ALLOCATIONS=FILE PROGRAM.
   At the end FILE holds how many there were and their bytes. Programs that the program starts are not counted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_ulong count, bytes;
static void *(*real_malloc)(size_t);
static void *(*real_realloc)(void *, size_t);
static int (*real_posix_memalign)(void **, size_t, size_t);

static void note(size_t size) {
    atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&bytes, size, memory_order_relaxed);
}

/* calloc is left alone: dlsym itself calls it. */
void *malloc(size_t size) {
    if (!real_malloc) real_malloc = dlsym(RTLD_NEXT, "malloc");
    note(size);
    return real_malloc(size);
}

void *realloc(void *old, size_t size) {
    if (!real_realloc) real_realloc = dlsym(RTLD_NEXT, "realloc");
    note(size);
    return real_realloc(old, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
    if (!real_posix_memalign) real_posix_memalign = dlsym(RTLD_NEXT, "posix_memalign");
    note(size);
    return real_posix_memalign(result, alignment, size);
}

__attribute__((constructor)) static void begin(void) { unsetenv("LD_PRELOAD"); }

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("ALLOCATIONS");
    int file = path ? open(path, O_CREAT | O_WRONLY | O_TRUNC, 0644) : -1;
    char text[64];
    int length = snprintf(text, sizeof text, "%lu %lu\n", count, bytes);
    if (file < 0 || write(file, text, length) != length) return;
    close(file);
}
