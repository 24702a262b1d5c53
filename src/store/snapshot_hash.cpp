// Checksums of snapshots: XXH3 of 128 bits.

#include <algorithm>
#include <cstring>
#include <new>

#include <xxhash.h>

#include "store/snapshot_layout.hpp"

namespace lichen::inline LICHEN_ABI::detail::snapshot {

Hasher::Hasher() : state_(XXH3_createState()) {
  if (!state_) throw std::bad_alloc();
  XXH3_128bits_reset(static_cast<XXH3_state_t*>(state_.get()));
}

void Hasher::Freed::operator()(void* state) const {
  XXH3_freeState(static_cast<XXH3_state_t*>(state));
}

void Hasher::add(std::span<const std::byte> bytes) {
  XXH3_128bits_update(static_cast<XXH3_state_t*>(state_.get()), bytes.data(),
                      bytes.size());
}

Hash Hasher::result() const {
  const auto hash = XXH3_128bits_digest(static_cast<const XXH3_state_t*>(state_.get()));
  return {hash.low64, hash.high64};
}

Hash hash_of(std::span<const std::byte> bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.low64, hash.high64};
}

Hash header_hash(std::span<const std::byte> header) {
  constexpr std::size_t at = offsetof(Header, hash);
  constexpr std::array<std::byte, sizeof(Hash)> zeros{};
  Hasher hasher;
  hasher.add(header.first(at));
  hasher.add(zeros);
  hasher.add(header.subspan(at + sizeof(Hash)));
  return hasher.result();
}

void seal(std::span<std::byte> image) {
  Header header;
  if (image.size() < sizeof header) return;
  std::memcpy(&header, image.data(), sizeof header);
  const auto room = (image.size() - sizeof header) / sizeof(Section);
  const auto sections = std::min<std::uint64_t>(header.sections, room);
  for (std::uint64_t k = 0; k < sections; ++k) {
    std::byte* entry = image.data() + sizeof header + k * sizeof(Section);
    Section section;
    std::memcpy(&section, entry, sizeof section);
    if (section.offset > image.size() || section.bytes > image.size() - section.offset) {
      continue;
    }
    section.hash = hash_of(image.subspan(section.offset, section.bytes));
    std::memcpy(entry, &section, sizeof section);
  }
  if (header.header_bytes < sizeof header || header.header_bytes > image.size()) return;
  header.hash = header_hash(image.first(header.header_bytes));
  std::memcpy(image.data(), &header, sizeof header);
}

}  // namespace lichen::inline LICHEN_ABI::detail::snapshot
