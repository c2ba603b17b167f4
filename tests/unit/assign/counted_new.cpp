// Every request for memory of this test program comes here, so that a test can count them. All forms are ours: of those that are not, a sanitizer has its own.
#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t count = 0;

void* taken(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) noexcept {
  ++count;
  return std::aligned_alloc(alignment, (size / alignment + 1) * alignment);
}

void* or_thrown(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

std::size_t allocations();
std::size_t allocations() { return count; }

void* operator new(std::size_t size) { return or_thrown(taken(size)); }
void* operator new[](std::size_t size) { return or_thrown(taken(size)); }
void* operator new(std::size_t size, std::align_val_t alignment) { return or_thrown(taken(size, static_cast<std::size_t>(alignment))); }
void* operator new[](std::size_t size, std::align_val_t alignment) { return or_thrown(taken(size, static_cast<std::size_t>(alignment))); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return taken(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return taken(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
