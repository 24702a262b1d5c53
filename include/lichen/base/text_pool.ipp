#pragma once

#include <algorithm>

#include "lichen/base/text_pool.hpp"

namespace lichen::inline LICHEN_ABI {

LICHEN_INLINE Text TextPool::add(std::string_view text) {
  if (text.empty()) return {};
  if (const auto found = index_.find(text); found != index_.end()) return {found->second};
  const auto handle = static_cast<std::uint32_t>(texts_.size());
  index_.emplace(texts_.emplace_back(keep(text)), handle);
  return {handle};
}

LICHEN_INLINE std::string_view TextPool::keep(std::string_view text) {
  constexpr std::size_t block_size = std::size_t{1} << 16;
  char* place = nullptr;
  if (text.size() > block_size / 4) {
    place = long_texts_.emplace_back(new char[text.size()]).get();
  } else {
    if (blocks_.empty() || text.size() > block_size - used_) {
      blocks_.emplace_back(new char[block_size]);
      used_ = 0;
    }
    place = blocks_.back().get() + used_;
    used_ += text.size();
  }
  std::copy(text.begin(), text.end(), place);
  return {place, text.size()};
}

}  // namespace lichen::inline LICHEN_ABI
