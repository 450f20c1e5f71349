// An OpenAI-compatible endpoint with an exact schedule, for load measurements. Linux only (epoll).
//
//   gcc -O2 -o mock_endpoint mock_endpoint.c
//   ./mock_endpoint PORT response.json content.json      prints "READY http://127.0.0.1:PORT"; port 0 takes a free one
//
// Routes, each followed by /v1/chat/completions:
//   /lat<MS>                    the whole answer after MS milliseconds; lat0 = at once
//   /s<TTFT>-<N>-<GAP>          a stream of N chunks: the first after TTFT ms, then one every GAP ms.
//                               A request without "stream":true gets the whole answer at the stream's end.
//   /stats                      what the server itself measured: from the request's last byte read to the
//                               answer's last byte given to the kernel
//   /reset                      starts the measurement anew
//
// One thread, one epoll loop, a heap of due times. The schedule is absolute: a late chunk does not delay the next.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 65536, READ_STEP = 65536, LISTENER = -1 };

typedef uint64_t nanoseconds;

typedef struct {
    char *bytes;
    size_t length, capacity, position;
} Buffer;

typedef struct {
    int fd;
    unsigned generation;  // tells a due time of an earlier connection with the same descriptor
    Buffer in, out;
    bool busy, streamed;
    int chunks, chunk;
    nanoseconds arrived, next, gap, target;
} Connection;

typedef struct {
    nanoseconds time;
    int connection;
    unsigned generation;
} Due;

static Connection connections[MAX_CONNECTIONS];
static Due heap[MAX_CONNECTIONS * 2];
static int heap_count, poller;
static Buffer response, content;

static struct {
    uint32_t *latency, *lateness;  // microseconds, one a served request
    size_t served, capacity;
    size_t in_flight, most_in_flight, opened, open_now, most_open;
    nanoseconds first_arrived, last_done;
} stats;

// ---- small things ----

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void *grown(void *memory, size_t size) {
    void *result = realloc(memory, size);
    if (!result) die("realloc");
    return result;
}

static nanoseconds now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (nanoseconds)time.tv_sec * 1000000000ull + (nanoseconds)time.tv_nsec;
}

static void append(Buffer *buffer, const char *bytes, size_t count) {
    if (buffer->length + count > buffer->capacity) {
        buffer->capacity = (buffer->length + count) * 2;
        buffer->bytes = grown(buffer->bytes, buffer->capacity);
    }
    memcpy(buffer->bytes + buffer->length, bytes, count);
    buffer->length += count;
}

static Buffer contents_of(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) die(path);
    Buffer buffer = {0};
    char block[4096];
    for (size_t count; (count = fread(block, 1, sizeof block, file)) > 0;) append(&buffer, block, count);
    fclose(file);
    while (buffer.length && buffer.bytes[buffer.length - 1] == '\n') buffer.length--;
    return buffer;
}

// ---- the heap of due times ----

static void push_due(Due due) {
    int i = heap_count++;
    for (; i && heap[(i - 1) / 2].time > due.time; i = (i - 1) / 2) heap[i] = heap[(i - 1) / 2];
    heap[i] = due;
}

static Due pop_due(void) {
    Due first = heap[0], last = heap[--heap_count];
    int i = 0;
    for (int child; (child = 2 * i + 1) < heap_count; i = child) {
        if (child + 1 < heap_count && heap[child + 1].time < heap[child].time) child++;
        if (heap[child].time >= last.time) break;
        heap[i] = heap[child];
    }
    heap[i] = last;
    return first;
}

static void schedule(Connection *c) {
    push_due((Due){c->next, (int)(c - connections), c->generation});
}

// ---- connections ----

static void watch(int operation, int fd, uint32_t events) {
    struct epoll_event event = {.events = events, .data.fd = fd};
    if (epoll_ctl(poller, operation, fd, &event) && operation == EPOLL_CTL_ADD) die("epoll_ctl");
}

static void hang_up(Connection *c) {
    if (c->fd < 0) return;
    if (c->busy) stats.in_flight--;
    close(c->fd);
    c->fd = -1;
    c->generation++;
    c->busy = false;
    c->in.length = c->out.length = c->out.position = 0;
    stats.open_now--;
}

// Sends what is waiting; the rest goes when the socket can take it. False when the connection is gone.
static bool flush(Connection *c) {
    while (c->out.position < c->out.length) {
        ssize_t count = send(
            c->fd, c->out.bytes + c->out.position, c->out.length - c->out.position, MSG_NOSIGNAL
        );
        if (count < 0 && errno == EAGAIN) {
            watch(EPOLL_CTL_MOD, c->fd, EPOLLIN | EPOLLOUT);
            return true;
        }
        if (count < 0) {
            hang_up(c);
            return false;
        }
        c->out.position += (size_t)count;
    }
    c->out.length = c->out.position = 0;
    return true;
}

static bool reply(Connection *c, const char *body, size_t length) {
    char head[160];
    int size = snprintf(
        head, sizeof head,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", length
    );
    append(&c->out, head, (size_t)size);
    append(&c->out, body, length);
    return flush(c);
}

// ---- answers ----

static void finish(Connection *c) {
    nanoseconds time = now();
    if (stats.served == stats.capacity) {
        stats.capacity = stats.capacity ? stats.capacity * 2 : 65536;
        stats.latency = grown(stats.latency, stats.capacity * sizeof *stats.latency);
        stats.lateness = grown(stats.lateness, stats.capacity * sizeof *stats.lateness);
    }
    nanoseconds took = time - c->arrived;
    stats.latency[stats.served] = (uint32_t)(took / 1000);
    stats.lateness[stats.served++] = (uint32_t)(took > c->target ? (took - c->target) / 1000 : 0);
    stats.last_done = time;
    stats.in_flight--;
    c->busy = false;
}

static void append_event(Connection *c, const char *json, size_t length) {
    char head[16];
    // The chunk holds "data: ", the event and two line feeds.
    int size = snprintf(head, sizeof head, "%zx\r\n", length + 8);
    append(&c->out, head, (size_t)size);
    append(&c->out, "data: ", 6);
    append(&c->out, json, length);
    append(&c->out, "\n\n\r\n", 4);
}

#define CHUNK_HEAD \
    "{\"id\":\"chatcmpl-mock\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,\"model\":\"mock-model\","

// The piece of the answer that this chunk carries, as the inside of a JSON string.
static size_t escape_piece(Connection *c, char *to) {
    size_t begin = content.length * (size_t)c->chunk / (size_t)c->chunks;
    size_t end = content.length * ((size_t)c->chunk + 1) / (size_t)c->chunks;
    char *start = to;
    for (size_t i = begin; i < end; i++) {
        if (content.bytes[i] == '"' || content.bytes[i] == '\\') *to++ = '\\';
        *to++ = content.bytes[i];
    }
    return (size_t)(to - start);
}

static void append_piece(Connection *c) {
    char piece[16384], json[17000];
    size_t length = escape_piece(c, piece);
    int size = snprintf(
        json, sizeof json,
        CHUNK_HEAD "\"choices\":[{\"index\":0,\"delta\":{%s\"content\":\"%.*s\"},\"finish_reason\":null}]}",
        c->chunk == 0 ? "\"role\":\"assistant\"," : "", (int)length, piece
    );
    append_event(c, json, (size_t)size);
}

static void append_ending(Connection *c) {
    static const char stop[] = CHUNK_HEAD "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    char usage[512];
    int size = snprintf(
        usage, sizeof usage,
        CHUNK_HEAD "\"choices\":[],\"usage\":{\"prompt_tokens\":412,\"completion_tokens\":%d,\"total_tokens\":%d,"
                   "\"prompt_tokens_details\":{\"cached_tokens\":128}}}",
        c->chunks, 412 + c->chunks
    );
    append_event(c, stop, sizeof stop - 1);
    append_event(c, usage, (size_t)size);
    append_event(c, "[DONE]", 6);
    append(&c->out, "0\r\n\r\n", 5);
}

static void read_requests(Connection *c);

// Sends the whole answer, or the next chunk of the stream.
static void answer(Connection *c) {
    if (!c->streamed) {
        if (!reply(c, response.bytes, response.length)) return;
        finish(c);
        read_requests(c);
        return;
    }
    static const char head[] =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"
        "Cache-Control: no-cache\r\n\r\n";
    if (c->chunk == 0) append(&c->out, head, sizeof head - 1);
    append_piece(c);
    if (++c->chunk < c->chunks) {
        if (!flush(c)) return;
        c->next += c->gap;
        schedule(c);
        return;
    }
    append_ending(c);
    if (!flush(c)) return;
    finish(c);
    read_requests(c);
}

// ---- requests ----

static int ascending(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static void reply_stats(Connection *c) {
    size_t n = stats.served;
    uint32_t *sorted = grown(NULL, (n + 1) * 2 * sizeof *sorted), *late = sorted + n;
    if (n) {
        memcpy(sorted, stats.latency, n * sizeof *sorted);
        memcpy(late, stats.lateness, n * sizeof *late);
    }
    qsort(sorted, n, sizeof *sorted, ascending);
    qsort(late, n, sizeof *late, ascending);
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += sorted[i];
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    double cpu = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
        + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    char json[1024];
#define QUANTILE(values, q) (n ? (values)[(size_t)((double)(n - 1) * (q))] : 0)
    int size = snprintf(
        json, sizeof json,
        "{\"served\":%zu,\"mean_us\":%.1f,\"p50_us\":%u,\"p90_us\":%u,\"p99_us\":%u,\"max_us\":%u,"
        "\"late_p50_us\":%u,\"late_p99_us\":%u,\"most_in_flight\":%zu,\"opened\":%zu,\"most_open\":%zu,"
        "\"span_s\":%.4f,\"cpu_s\":%.3f}\n",
        n, n ? sum / (double)n : 0, QUANTILE(sorted, .5), QUANTILE(sorted, .9), QUANTILE(sorted, .99),
        QUANTILE(sorted, 1), QUANTILE(late, .5), QUANTILE(late, .99), stats.most_in_flight, stats.opened,
        stats.most_open, (double)(stats.last_done - stats.first_arrived) / 1e9, cpu
    );
    free(sorted);
    reply(c, json, (size_t)size);
}

static void reset_stats(void) {
    stats.served = stats.opened = stats.most_in_flight = 0;
    stats.first_arrived = stats.last_done = 0;
    stats.most_open = stats.open_now;
}

static void begin_completion(Connection *c, const char *path, bool streamed) {
    double first = 0, gap = 0;
    int chunks = 1;
    if (sscanf(path, "/lat%lf/", &first) != 1) sscanf(path, "/s%lf-%d-%lf/", &first, &chunks, &gap);
    c->busy = true;
    c->streamed = streamed;
    c->chunks = chunks < 1 ? 1 : chunks;
    c->chunk = 0;
    c->gap = (nanoseconds)(gap * 1e6);
    c->target = (nanoseconds)((first + (c->chunks - 1) * gap) * 1e6);
    c->arrived = now();
    if (!stats.first_arrived) stats.first_arrived = c->arrived;
    if (++stats.in_flight > stats.most_in_flight) stats.most_in_flight = stats.in_flight;
    nanoseconds delay = streamed ? (nanoseconds)(first * 1e6) : c->target;
    c->next = c->arrived + delay;
    if (delay == 0 && !streamed) answer(c);
    else schedule(c);
}

static size_t content_length(const char *head, const char *end) {
    for (const char *line = head; line < end;) {
        if (!strncasecmp(line, "content-length:", 15)) return strtoul(line + 15, NULL, 10);
        const char *feed = memchr(line, '\n', (size_t)(end - line));
        if (!feed) break;
        line = feed + 1;
    }
    return 0;
}

static void route(Connection *c, const char *path, bool streamed) {
    static const char models[] = "{\"object\":\"list\",\"data\":[{\"id\":\"mock-model\",\"object\":\"model\"}]}";
    if (!strncmp(path, "/stats", 6)) {
        reply_stats(c);
    } else if (!strncmp(path, "/reset", 6)) {
        reset_stats();
        reply(c, "{}", 2);
    } else if (strstr(path, "/chat/completions")) {
        begin_completion(c, path, streamed);
    } else {
        reply(c, models, sizeof models - 1);
    }
}

// Takes the next whole request from what was read, if the connection is free.
static bool read_request(Connection *c) {
    if (c->fd < 0 || c->busy || !c->in.length) return false;
    char *end = memmem(c->in.bytes, c->in.length, "\r\n\r\n", 4);
    if (!end) return false;
    size_t head = (size_t)(end - c->in.bytes) + 4, body = content_length(c->in.bytes, end);
    if (c->in.length < head + body) return false;
    bool streamed = memmem(c->in.bytes + head, body, "\"stream\":true", 13)
        || memmem(c->in.bytes + head, body, "\"stream\": true", 14);
    char path[256] = "";
    sscanf(c->in.bytes, "%*s %255s", path);
    memmove(c->in.bytes, c->in.bytes + head + body, c->in.length - head - body);
    c->in.length -= head + body;
    route(c, path, streamed);
    return true;
}

static void read_requests(Connection *c) {
    while (read_request(c)) {}
}

// ---- the loop ----

static void receive(Connection *c) {
    for (;;) {
        // One byte more, so that text functions find an end.
        if (c->in.capacity - c->in.length < READ_STEP + 1) {
            c->in.capacity = (c->in.capacity + READ_STEP + 1) * 2;
            c->in.bytes = grown(c->in.bytes, c->in.capacity);
        }
        ssize_t count = recv(c->fd, c->in.bytes + c->in.length, READ_STEP, 0);
        if (count > 0) {
            c->in.length += (size_t)count;
            c->in.bytes[c->in.length] = 0;
            if (count < READ_STEP) return;
        } else {
            if (count == 0 || errno != EAGAIN) hang_up(c);
            return;
        }
    }
}

static void accept_all(int listener) {
    for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
        if (fd >= MAX_CONNECTIONS) {
            close(fd);
            continue;
        }
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
        connections[fd].fd = fd;
        connections[fd].generation++;
        stats.opened++;
        if (++stats.open_now > stats.most_open) stats.most_open = stats.open_now;
        watch(EPOLL_CTL_ADD, fd, EPOLLIN);
    }
}

static void handle(struct epoll_event event) {
    Connection *c = &connections[event.data.fd];
    if (c->fd < 0) return;
    if (event.events & EPOLLOUT) {
        if (!flush(c)) return;
        if (!c->out.length) watch(EPOLL_CTL_MOD, c->fd, EPOLLIN);
    }
    if (event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
        receive(c);
        read_requests(c);
    }
}

static void answer_due(void) {
    while (heap_count && heap[0].time <= now()) {
        Due due = pop_due();
        Connection *c = &connections[due.connection];
        if (c->fd >= 0 && c->generation == due.generation && c->busy) answer(c);
    }
}

static void serve(int listener) {
    struct epoll_event events[1024];
    for (;;) {
        struct timespec pause, *limit = NULL;
        if (heap_count) {
            nanoseconds time = now(), wait = heap[0].time > time ? heap[0].time - time : 0;
            pause = (struct timespec){(time_t)(wait / 1000000000ull), (long)(wait % 1000000000ull)};
            limit = &pause;
        }
        int count = epoll_pwait2(poller, events, 1024, limit, NULL);
        answer_due();
        for (int i = 0; i < count; i++) {
            if (events[i].data.fd == LISTENER) accept_all(listener);
            else handle(events[i]);
        }
    }
}

static int listen_on(int port) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}
    };
    if (bind(fd, (void *)&address, sizeof address) || listen(fd, 4096)) die("bind");
    socklen_t length = sizeof address;
    getsockname(fd, (void *)&address, &length);
    printf("READY http://127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return fd;
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: %s PORT response.json content.json\n", arguments[0]);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    response = contents_of(arguments[2]);
    content = contents_of(arguments[3]);
    if (content.length > 8000) {
        fprintf(stderr, "%s: at most 8,000 bytes\n", arguments[3]);
        return 2;
    }
    for (int i = 0; i < MAX_CONNECTIONS; i++) connections[i].fd = -1;
    poller = epoll_create1(0);
    int listener = listen_on(atoi(arguments[1]));
    struct epoll_event event = {.events = EPOLLIN, .data.fd = LISTENER};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event)) die("epoll_ctl");
    serve(listener);
}
