/* A service whose zones are replaced while it answers: 8 threads place reports, and 1,000 times a new file of zones takes over.
 *
 *   swap NEW.bwx NEWER.bwx ...      files of `bailiwick index`, taken in turn; one that cannot be read leaves the old zones answering
 *
 * Every 10,000th answer goes to stdout as a line that `bailiwick explain --index FILE` asks again. Zones are counted by their users: the old ones go when the
 * last answer that began with them has ended, and the next ones are read only then, so that there are never more than two.
 */
#define _POSIX_C_SOURCE 200809L
#include <bailiwick.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { THREADS = 8, SWAPS = 1000, ANSWERS_AT_ONCE = 200, LOGGED = 10000 };

struct version {
  const bailiwick_zones* zones;
  bailiwick_zones_info info;
  long users;
};

static struct {
  pthread_mutex_t mutex; /* of the pointer and the counts; answering takes no lock */
  pthread_cond_t left;
  struct version* current;
  long versions; /* in memory */
  int closed;
} desk = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, 0, 0};

struct tally {
  unsigned long long seed;
  long answers, mixed;
};

static void drop(struct version* old) { /* under the mutex */
  bailiwick_zones_release(old->zones, NULL);
  free(old);
  --desk.versions;
  pthread_cond_broadcast(&desk.left);
}

static struct version* enter(void) {
  struct version* mine = NULL;
  pthread_mutex_lock(&desk.mutex);
  if (!desk.closed) {
    mine = desk.current;
    ++mine->users;
  }
  pthread_mutex_unlock(&desk.mutex);
  return mine;
}

static void leave(struct version* mine) {
  pthread_mutex_lock(&desk.mutex);
  if (--mine->users == 0 && mine != desk.current) drop(mine);
  pthread_mutex_unlock(&desk.mutex);
}

/* Reads zones and lets them take over. 0: they could not be read, and those before answer on. */
static int replace(const char* file) {
  bailiwick_error error;
  struct version *next = calloc(1, sizeof *next), *last;
  if (next == NULL) return 0;
  memset(&error, 0, sizeof error);
  error.struct_size = sizeof error;
  next->info.struct_size = sizeof next->info;
  pthread_mutex_lock(&desk.mutex);
  while (desk.versions > 1) pthread_cond_wait(&desk.left, &desk.mutex); /* somebody still answers by the zones before */
  pthread_mutex_unlock(&desk.mutex);
  if (bailiwick_zones_from_file(file, &next->zones, &error) != BAILIWICK_OK || bailiwick_zones_info_get(next->zones, &next->info, &error) != BAILIWICK_OK) {
    static int told = 0;
    if (told++ == 0) fprintf(stderr, "%s; the old zones answer on\n", error.message);
    free(next);
    return 0;
  }
  pthread_mutex_lock(&desk.mutex);
  ++desk.versions;
  last = desk.current;
  desk.current = next;
  if (last != NULL && last->users == 0) drop(last);
  pthread_mutex_unlock(&desk.mutex);
  return 1;
}

static double between(unsigned long long* seed, double low, double high) {
  *seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
  return low + (high - low) * ((double)(*seed >> 11) / 9007199254740992.0);
}

static int same(bailiwick_text a, bailiwick_text b) { return a.length == b.length && memcmp(a.data, b.data, (size_t)a.length) == 0; }

static void* answer(void* of) {
  struct tally* tally = of;
  struct version* mine;
  while ((mine = enter()) != NULL) {
    int i;
    for (i = 0; i < ANSWERS_AT_ONCE; ++i) {
      bailiwick_question question = {sizeof question, BAILIWICK_DATUM_WGS84, 0, 0, 0};
      bailiwick_placement placement;
      memset(&placement, 0, sizeof placement);
      placement.struct_size = sizeof placement;
      question.x = between(&tally->seed, mine->info.west, mine->info.east);
      question.y = between(&tally->seed, mine->info.south, mine->info.north);
      if (bailiwick_place(mine->zones, &question, &placement, NULL) != BAILIWICK_OK || !same(placement.zones_version, mine->info.zones_version)) ++tally->mixed;
      if (++tally->answers % LOGGED == 0) {
        char line[4096];
        size_t length = 0;
        if (bailiwick_explain(mine->zones, &question, line, sizeof line, &length, NULL) == BAILIWICK_OK) puts(line);
        else ++tally->mixed;
      }
    }
    leave(mine);
  }
  return NULL;
}

/* Linux: "VmRSS" now, "VmHWM" at most. */
static double mebibytes(const char* what) {
  char line[256];
  double kib = 0;
  FILE* status = fopen("/proc/self/status", "r");
  while (status != NULL && fgets(line, sizeof line, status) != NULL) {
    if (strncmp(line, what, strlen(what)) == 0) kib = strtod(line + strlen(what) + 1, NULL);
  }
  if (status != NULL) fclose(status);
  return kib / 1024;
}

int main(int count, char** files) {
  pthread_t threads[THREADS];
  struct tally tallies[THREADS], all = {0, 0, 0};
  const double before = mebibytes("VmRSS:");
  const struct timespec pause = {0, 1000000};
  uint64_t bytes = 0;
  int i, swaps = 0, refused = 0;
  if (count < 2 || !replace(files[1]) || bailiwick_zones_bytes(desk.current->zones, &bytes, NULL) != BAILIWICK_OK) return 1;
  for (i = 0; i < THREADS; ++i) {
    const struct tally fresh = {(unsigned long long)i + 1, 0, 0};
    tallies[i] = fresh;
    if (pthread_create(&threads[i], NULL, answer, &tallies[i]) != 0) return 1;
  }
  for (i = 0; swaps < SWAPS; ++i) {
    if (replace(files[1 + i % (count - 1)])) ++swaps;
    else ++refused;
    nanosleep(&pause, NULL);
  }
  pthread_mutex_lock(&desk.mutex);
  desk.closed = 1;
  pthread_mutex_unlock(&desk.mutex);
  for (i = 0; i < THREADS; ++i) {
    pthread_join(threads[i], NULL);
    all.answers += tallies[i].answers;
    all.mixed += tallies[i].mixed;
  }
  fprintf(stderr, "swaps %d refused %d answers %ld mixed %ld index_mib %.1f grown_mib %.1f\n", swaps, refused, all.answers, all.mixed, (double)bytes / 1048576,
          mebibytes("VmHWM:") - before);
  drop(desk.current);
  return all.mixed == 0 ? 0 : 1;
}
