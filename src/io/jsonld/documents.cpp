#include "io/jsonld/documents.hpp"

#include <algorithm>
#include <bit>
#include <deque>
#include <future>
#include <string_view>
#include <system_error>
#include <utility>

namespace lichen::detail::jsonld {
namespace {

static_assert(padding >= simdjson::SIMDJSON_PADDING,
              "members must have room to read past");

/// Documents that are parsed together; their memory is used again.
class Batch {
 public:
  /// Parses some members, from `next` on.
  /// @return the member to go on with.
  std::size_t parse(const std::vector<const Member*>& members, std::size_t next) {
    constexpr std::size_t enough_bytes = 1U << 20U;
    constexpr std::size_t enough_members = 64;
    documents_.clear();
    std::size_t bytes = 0;
    for (; next < members.size() && bytes < enough_bytes &&
           documents_.size() < enough_members;
         ++next) {
      if (documents_.size() == memory_.size()) memory_.emplace_back();
      bytes += members[next]->content.size();
      documents_.push_back(parse(*members[next], memory_[documents_.size()]));
    }
    return next;
  }

  [[nodiscard]] const std::vector<Document>& documents() const { return documents_; }

 private:
  Document parse(const Member& member, simdjson::dom::document& memory) {
    reserve(memory, member.content.size());
    std::string_view text = member.content;
    const bool roomy = member.content.capacity() >= text.size() + padding;
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    Document document{&member, simdjson::SUCCESS, {}};
    document.error = parser_.parse_into_document(memory, text.data(), text.size(), !roomy)
                         .get(document.root);
    return document;
  }

  /// Memory grows in steps, so that it seldom does; that of a large document is given
  /// back.
  static void reserve(simdjson::dom::document& memory, std::size_t size) {
    constexpr std::size_t least = 1U << 15U;
    constexpr std::size_t large = 1U << 20U;
    if (memory.capacity() > large) memory = simdjson::dom::document();
    if (size > large || memory.capacity() >= size) return;
    const auto error = memory.allocate(std::bit_ceil(std::max(size, least)));
    if (error != simdjson::SUCCESS) memory = simdjson::dom::document();  // parsing tells
  }

  simdjson::dom::parser parser_;
  std::deque<simdjson::dom::document> memory_;  // elements point to their document
  std::vector<Document> documents_;
};

}  // namespace

void each_document(const std::vector<const Member*>& members,
                   const std::function<void(const Document&)>& consume) {
  Batch batches[2];
  Batch* now = &batches[0];
  Batch* then = &batches[1];
  std::size_t next = now->parse(members, 0);
  while (!now->documents().empty()) {
    const auto parse_next = [&, from = next] { return then->parse(members, from); };
    std::future<std::size_t> following;
    try {
      if (next < members.size()) following = std::async(std::launch::async, parse_next);
    } catch (const std::system_error&) {  // no thread to be had
    }
    for (const Document& document : now->documents()) consume(document);
    next = following.valid() ? following.get() : parse_next();
    std::swap(now, then);
  }
}

}  // namespace lichen::detail::jsonld
