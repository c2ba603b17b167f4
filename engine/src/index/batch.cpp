// Many places at once: phase by phase over a block of places, so that the memory each phase needs is on its way while the one before works.

#include "index/locate.h"

#include <algorithm>
#include <array>

#if defined(__x86_64__) && defined(__GNUC__)
#define BAILIWICK_X86 1
// GCC 12 takes the undefined lanes inside its own AVX-512 header for uninitialised variables (GCC bug 105593).
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#include <immintrin.h>
#endif

namespace bailiwick::index {
namespace {

constexpr std::size_t kBatch = 256;  // measured: 64 is a third slower, 1,024 no faster

void prefetch(const void* p) noexcept {
#if defined(__GNUC__)
  __builtin_prefetch(p);
#else
  (void)p;
#endif
}

/// The places of a block that lie in leaves with borders.
struct Work {
  std::array<std::uint32_t, kBatch> x, y;       // finest units; 0 outside the frame, where nothing lies
  std::array<std::uint32_t, kBatch> top, code;  // top cell, then the leaf's code
  std::array<std::uint32_t, kBatch> place, leaf, local;  // of the places in leaves with borders: which, record, place in it
  std::size_t count = 0;                        // of those
};

/// Place in a leaf as the vector paths want it: x in the upper half, y in the lower.
std::uint32_t packed(std::uint32_t x, std::uint32_t y) noexcept { return x << 16 | y; }

void find_tops_plain(const ZoneIndex::Data& data, const double* x, const double* y, std::size_t n, Work& work) noexcept {
  const Frame& frame = data.facts->frame;
  for (std::size_t i = 0; i < n; ++i) {
    const bool held = frame.holds(x[i], y[i]);
    const Spot spot = held ? spot_of(frame, x[i], y[i]) : Spot{0, 0};
    work.x[i] = spot.x;
    work.y[i] = spot.y;
    const auto top = spot.top(frame);
    prefetch(&data.tops[top]);
    work.top[i] = static_cast<std::uint32_t>(top);
  }
}

void find_codes_plain(const ZoneIndex::Data& data, std::size_t n, Work& work) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t top = data.tops[work.top[i]];
    work.top[i] = top;
    work.code[i] = Top::first_code(top) + Spot{work.x[i], work.y[i]}.leaf(Top::depth(top));
    prefetch(&data.codes[work.code[i]]);
  }
}

void find_leaves_plain(const ZoneIndex::Data& data, std::size_t n, Work& work, std::uint32_t* sets) noexcept {
  std::size_t count = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t code = data.codes[work.code[i]];
    const unsigned depth = Top::depth(work.top[i]);
    sets[i] = code;
    const std::uint32_t leaf = code & ~kBorderLeaf;
    work.place[count] = static_cast<std::uint32_t>(i);
    work.leaf[count] = leaf;
    work.local[count] = packed(local_of(work.x[i], depth), local_of(work.y[i], depth));
    if (code >= kBorderLeaf) {
      prefetch(&data.records[leaf]);
      ++count;
    }
  }
  work.count = count;
}

Passed passed_plain(const Record& record, std::uint32_t local) noexcept {
  return passed(record, static_cast<int>(local >> 16), static_cast<int>(local & 0xffffU));
}

/// Puts the number of the outcome, or kAskExact, in place of `leaf`.
void tell(const Record& record, Passed p, std::uint32_t& leaf) noexcept {
  leaf = p.near ? kAskExact : record.outcomes + outcome_of(record, p.bits);
}

void evaluate_plain(const ZoneIndex::Data& data, Work& work) noexcept {
  for (std::size_t k = 0; k < work.count; ++k) {
    const Record& record = data.records[work.leaf[k]];
    tell(record, passed_plain(record, work.local[k]), work.leaf[k]);
  }
}

void give_out(const ZoneIndex::Data& data, const Work& work, std::uint32_t* sets) noexcept {
  for (std::size_t k = 0; k < work.count; ++k) {
    const std::uint32_t outcome = work.leaf[k];
    sets[work.place[k]] = outcome == kAskExact ? kAskExact : data.outcomes[outcome];
  }
}

#ifdef BAILIWICK_X86

#define BAILIWICK_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define BAILIWICK_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx2,bmi,bmi2,popcnt")))

constexpr std::uint32_t kLaneBits = (1U << kLanes) - 1U;  // lanes beyond hold other fields of the record

BAILIWICK_AVX2 inline std::uint32_t mask_of(__m256i lanes) noexcept {
  return static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(lanes)));
}

/// passed() on all lanes at once.
BAILIWICK_AVX2 inline Passed passed_avx2(const Record& record, std::uint32_t local) noexcept {
  const __m256i near_units = _mm256_set1_epi16(kNearUnits), near_low = _mm256_set1_epi32(-kNearUnits), near_high = _mm256_set1_epi32(kNearUnits);
  const __m256i zero = _mm256_setzero_si256(), minus_one = _mm256_set1_epi32(-1);
  const auto* bytes = reinterpret_cast<const char*>(&record);
  const __m256i start = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
  const __m256i reach = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + sizeof record.start));
  const __m256i t = _mm256_sub_epi16(_mm256_set1_epi32(static_cast<int>(local)), start);
  const __m256i det = _mm256_madd_epi16(t, reach);
  const __m256i length = _mm256_madd_epi16(_mm256_abs_epi16(reach), near_units);
  const __m256i ty = _mm256_srai_epi32(_mm256_slli_epi32(t, 16), 16);
  const __m256i beyond = _mm256_add_epi32(ty, _mm256_srai_epi32(reach, 16));  // y - by
  const __m256i off = _mm256_or_si256(_mm256_cmpgt_epi32(_mm256_abs_epi32(det), length),
                                      _mm256_or_si256(_mm256_cmpgt_epi32(near_low, ty), _mm256_cmpgt_epi32(beyond, near_high)));
  const std::uint32_t not_below = mask_of(_mm256_cmpgt_epi32(ty, minus_one)), above = mask_of(_mm256_cmpgt_epi32(beyond, minus_one));
  const std::uint32_t left = mask_of(_mm256_cmpgt_epi32(det, zero));
  const std::uint32_t near = ~mask_of(off) | record.exact_only;
  return {((not_below & ~above & (left ^ record.flip)) | (above & record.line)) & kLaneBits, (near & kLaneBits) != 0};
}

BAILIWICK_AVX2 void evaluate_avx2(const ZoneIndex::Data& data, Work& work) noexcept {
  for (std::size_t k = 0; k < work.count; ++k) {
    const Record& record = data.records[work.leaf[k]];
    tell(record, passed_avx2(record, work.local[k]), work.leaf[k]);
  }
}

/// One record, for those who ask for one place: no branch depends on the place.
BAILIWICK_AVX2 Passed passed_once_avx2(const Record& record, std::uint32_t local) noexcept { return passed_avx2(record, local); }

/// passed() with the comparisons landing in mask registers.
BAILIWICK_AVX512 void evaluate_avx512(const ZoneIndex::Data& data, Work& work) noexcept {
  const __m256i near_units = _mm256_set1_epi16(kNearUnits), near_low = _mm256_set1_epi32(-kNearUnits), near_high = _mm256_set1_epi32(kNearUnits);
  const __m256i zero = _mm256_setzero_si256();
  for (std::size_t k = 0; k < work.count; ++k) {
    const Record& record = data.records[work.leaf[k]];
    const auto* bytes = reinterpret_cast<const char*>(&record);
    const __m256i start = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
    const __m256i reach = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + sizeof record.start));
    const __m256i t = _mm256_sub_epi16(_mm256_set1_epi32(static_cast<int>(work.local[k])), start);
    const __m256i det = _mm256_madd_epi16(t, reach);
    const __m256i length = _mm256_madd_epi16(_mm256_abs_epi16(reach), near_units);
    const __m256i ty = _mm256_srai_epi32(_mm256_slli_epi32(t, 16), 16);
    const __m256i beyond = _mm256_add_epi32(ty, _mm256_srai_epi32(reach, 16));  // y - by
    const __mmask8 close = _mm256_mask_cmple_epi32_mask(_mm256_mask_cmple_epi32_mask(_mm256_cmpge_epi32_mask(ty, near_low), beyond, near_high),
                                                        _mm256_abs_epi32(det), length);
    const std::uint32_t not_below = _mm256_cmpge_epi32_mask(ty, zero), above = _mm256_cmpge_epi32_mask(beyond, zero);
    const std::uint32_t left = _mm256_cmpgt_epi32_mask(det, zero);
    const std::uint32_t near = static_cast<std::uint32_t>(close) | record.exact_only;
    const std::uint32_t bits = ((not_below & ~above & (left ^ record.flip)) | (above & record.line)) & kLaneBits;
    tell(record, {bits, (near & kLaneBits) != 0}, work.leaf[k]);
  }
}

struct Units16 {
  __m512i x, y;
};

/// Finest units of 16 places; 0 outside the frame.
BAILIWICK_AVX512 inline Units16 units_of(const Frame& frame, const double* x, const double* y, std::uint32_t wanted) noexcept {
  __m256i ux[2], uy[2];
  for (int half = 0; half < 2; ++half) {
    const auto load = static_cast<__mmask8>(wanted >> (8 * half));
    const __m512d px = _mm512_maskz_loadu_pd(load, x + 8 * half), py = _mm512_maskz_loadu_pd(load, y + 8 * half);
    __mmask8 held = _mm512_mask_cmp_pd_mask(load, px, _mm512_set1_pd(frame.west), _CMP_GE_OQ);
    held = _mm512_mask_cmp_pd_mask(held, px, _mm512_set1_pd(frame.east), _CMP_LT_OQ);
    held = _mm512_mask_cmp_pd_mask(held, py, _mm512_set1_pd(frame.south), _CMP_GE_OQ);
    held = _mm512_mask_cmp_pd_mask(held, py, _mm512_set1_pd(frame.north), _CMP_LT_OQ);
    const __m512d units = _mm512_set1_pd(frame.units);
    ux[half] = _mm512_maskz_cvttpd_epu32(held, _mm512_mul_pd(_mm512_sub_pd(px, _mm512_set1_pd(frame.west)), units));
    uy[half] = _mm512_maskz_cvttpd_epu32(held, _mm512_mul_pd(_mm512_sub_pd(py, _mm512_set1_pd(frame.south)), units));
  }
  return {_mm512_inserti64x4(_mm512_castsi256_si512(ux[0]), ux[1], 1), _mm512_inserti64x4(_mm512_castsi256_si512(uy[0]), uy[1], 1)};
}

BAILIWICK_AVX512 void find_tops_avx512(const ZoneIndex::Data& data, const double* x, const double* y, std::size_t n, Work& work) noexcept {
  const Frame& frame = data.facts->frame;
  const __m512i columns = _mm512_set1_epi32(static_cast<int>(frame.columns));
  for (std::size_t i = 0; i < n; i += 16) {
    const std::uint32_t wanted = n - i >= 16 ? 0xffffU : (1U << (n - i)) - 1U;
    const Units16 units = units_of(frame, x + i, y + i, wanted);
    const __m512i top = _mm512_add_epi32(_mm512_mullo_epi32(_mm512_srli_epi32(units.y, kTopBits), columns), _mm512_srli_epi32(units.x, kTopBits));
    _mm512_storeu_si512(&work.x[i], units.x);
    _mm512_storeu_si512(&work.y[i], units.y);
    _mm512_storeu_si512(&work.top[i], top);
  }
}

BAILIWICK_AVX512 void find_codes_avx512(const ZoneIndex::Data& data, std::size_t n, Work& work) noexcept {
  const __m512i one = _mm512_set1_epi32(1), top_bits = _mm512_set1_epi32(kTopBits);
  for (std::size_t i = 0; i < n; i += 16) {
    const __m512i x = _mm512_loadu_si512(&work.x[i]), y = _mm512_loadu_si512(&work.y[i]);
    const __m512i top = _mm512_i32gather_epi32(_mm512_loadu_si512(&work.top[i]), data.tops.data(), 4);
    const __m512i depth = _mm512_and_si512(top, _mm512_set1_epi32(15));
    const __m512i shift = _mm512_sub_epi32(top_bits, depth);
    const __m512i mask = _mm512_sub_epi32(_mm512_sllv_epi32(one, depth), one);
    const __m512i row = _mm512_and_si512(_mm512_srlv_epi32(y, shift), mask), column = _mm512_and_si512(_mm512_srlv_epi32(x, shift), mask);
    const __m512i leaf = _mm512_or_si512(_mm512_sllv_epi32(row, depth), column);
    const __m512i code = _mm512_add_epi32(_mm512_srli_epi32(top, 4), leaf);
    // the place in the leaf, packed
    const __m512i local_shift = _mm512_sub_epi32(_mm512_set1_epi32(kMaxDepth), depth), units = _mm512_set1_epi32((1 << kLocalBits) - 1);
    const __m512i local_x = _mm512_and_si512(_mm512_srlv_epi32(x, local_shift), units), local_y = _mm512_and_si512(_mm512_srlv_epi32(y, local_shift), units);
    _mm512_storeu_si512(&work.x[i], _mm512_or_si512(_mm512_slli_epi32(local_x, 16), local_y));
    _mm512_storeu_si512(&work.code[i], code);
    for (std::size_t k = i; k < i + 16; ++k) prefetch(&data.codes[work.code[k]]);
  }
}

BAILIWICK_AVX512 void find_leaves_avx512(const ZoneIndex::Data& data, std::size_t n, Work& work, std::uint32_t* sets) noexcept {
  std::size_t count = 0;
  __m512i place = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  for (std::size_t i = 0; i < n; i += 16) {
    const auto wanted = static_cast<__mmask16>(n - i >= 16 ? 0xffffU : (1U << (n - i)) - 1U);
    const __m512i code = _mm512_i32gather_epi32(_mm512_loadu_si512(&work.code[i]), data.codes.data(), 4);
    _mm512_mask_storeu_epi32(sets + i, wanted, code);
    const __mmask16 crossed = static_cast<__mmask16>(_mm512_movepi32_mask(code) & wanted);
    _mm512_storeu_si512(&work.place[count], _mm512_maskz_compress_epi32(crossed, place));
    _mm512_storeu_si512(&work.leaf[count],
                        _mm512_maskz_compress_epi32(crossed, _mm512_andnot_si512(_mm512_set1_epi32(static_cast<int>(kBorderLeaf)), code)));
    _mm512_storeu_si512(&work.local[count], _mm512_maskz_compress_epi32(crossed, _mm512_loadu_si512(&work.x[i])));
    const auto more = static_cast<std::size_t>(_mm_popcnt_u32(crossed));
    for (std::size_t k = count; k < count + more; ++k) prefetch(&data.records[work.leaf[k]]);
    count += more;
    place = _mm512_add_epi32(place, _mm512_set1_epi32(16));
  }
  work.count = count;
}

#endif

void sets_of_block(const ZoneIndex::Data& data, Path path, const double* x, const double* y, std::size_t n, std::uint32_t* sets,
                   Work& work) noexcept {
#ifdef BAILIWICK_X86
  if (path == Path::avx512) {
    find_tops_avx512(data, x, y, n, work);
    find_codes_avx512(data, n, work);
    find_leaves_avx512(data, n, work, sets);
    evaluate_avx512(data, work);
    give_out(data, work, sets);
    return;
  }
#endif
  find_tops_plain(data, x, y, n, work);
  find_codes_plain(data, n, work);
  find_leaves_plain(data, n, work, sets);
#ifdef BAILIWICK_X86
  if (path == Path::avx2) {
    evaluate_avx2(data, work);
    give_out(data, work, sets);
    return;
  }
#endif
  evaluate_plain(data, work);
  give_out(data, work, sets);
}

}  // namespace

Passed passed_by(Path path, const Record& record, std::uint32_t x, std::uint32_t y) noexcept {
#ifdef BAILIWICK_X86
  if (path != Path::plain) return passed_once_avx2(record, packed(x, y));
#endif
  return passed_plain(record, packed(x, y));
}

Path best_path() {
#ifdef BAILIWICK_X86
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq")) {
    return Path::avx512;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) return Path::avx2;
#endif
  return Path::plain;
}

void sets_at(const ZoneIndex::Data& data, Path path, const double* x, const double* y, std::size_t count, std::uint32_t* sets) noexcept {
  Work work;
  for (std::size_t i = 0; i < count; i += kBatch) sets_of_block(data, path, x + i, y + i, std::min(kBatch, count - i), sets + i, work);
}

}  // namespace bailiwick::index
