/* The header is C99 and C++ alike; compiled as both with every warning an error. Run as a program it asks one place of an index file. */
#include <bailiwick.h>

#include <stdio.h>
#include <string.h>

int main(int argc, char** argv) {
  bailiwick_error error;
  const bailiwick_zones* zones = NULL;
  bailiwick_status status;
  memset(&error, 0, sizeof error);
  error.struct_size = (uint32_t)sizeof error;
  if (bailiwick_abi_version() != BAILIWICK_ABI_VERSION) return 2;
  status = bailiwick_zones_from_file(argc > 1 ? argv[1] : "/nonexistent", &zones, &error);
  if (argc > 1) return status == BAILIWICK_OK ? 0 : 1;
  printf("%s: %s\n", bailiwick_status_text(status), error.message);
  return status == BAILIWICK_UNREADABLE_FILE && zones == NULL ? 0 : 1;
}
