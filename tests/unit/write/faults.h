/* Faults of the file system, made on purpose: the test program's own open, write, fsync ... stand before those of the C library, for GDAL and
 * SQLite too. */
#ifndef BAILIWICK_TESTS_FAULTS_H
#define BAILIWICK_TESTS_FAULTS_H

#ifdef __cplusplus
extern "C" {
#endif

enum fault_kind {
  FAULT_ERROR, /* the call fails with `error_number` */
  FAULT_SHORT, /* a write takes half of the bytes */
  FAULT_KILL   /* the process is killed before the call, as by SIGKILL or a power cut of the program */
};

struct fault_plan {
  const char* folder; /* only files below it count */
  long at;            /* the number of the call that fails, from 1; 0: none */
  int sticky;         /* and every one after it */
  enum fault_kind kind;
  int error_number;
};

/* From now on calls are counted and fail by the plan. */
void fault_begin(struct fault_plan plan);
/* Calls counted since; the plan is dropped. */
long fault_end(void);
/* 1 once a call has failed by the plan. */
int fault_happened(void);

/* 1: the file system knows no flags of renameat2(2), as NFS and old kernels; 2: nor second names of a file, as FAT; 0: it knows both. */
void fault_old_file_system(int poor);

#ifdef __cplusplus
}
#endif
#endif
