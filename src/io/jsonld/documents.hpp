#pragma once

// Data sets, parsed ahead: while one batch is read into tables, a second thread parses
// the next. They come in their order, whatever is faster.

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include <simdjson.h>

#include "io/package/members.hpp"

namespace lichen::detail::jsonld {

/// One member as JSON; `root` is valid where `error` is `SUCCESS`, while it is consumed.
struct Document {
  const Member* member = nullptr;
  simdjson::error_code error = simdjson::SUCCESS;
  simdjson::dom::element root;
};

/// Gives each member, parsed, to `consume`, which runs on the calling thread.
void each_document(const std::vector<const Member*>& members,
                   const std::function<void(const Document&)>& consume);

}  // namespace lichen::detail::jsonld
