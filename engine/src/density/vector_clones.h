/// Functions built for several instruction sets, the right one chosen when the program loads. Lanes never mix and products are never fused with
/// sums (-ffp-contract=off), so all of them give the same bits.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define BAILIWICK_VECTOR_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define BAILIWICK_VECTOR_CLONES
#endif
