#pragma once

#include "lichen/base/text_pool.hpp"

namespace lichen::inline LICHEN_ABI {

LICHEN_INLINE Text TextPool::add(std::string_view text) {
  if (text.empty()) return {};
  if (const auto found = index_.find(text); found != index_.end()) return {found->second};
  const auto handle = static_cast<std::uint32_t>(texts_.size());
  index_.emplace(texts_.emplace_back(text), handle);
  return {handle};
}

}  // namespace lichen::inline LICHEN_ABI
