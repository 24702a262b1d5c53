#include "io/ecospold1/cutter.hpp"

#include <algorithm>

namespace lichen::detail::ecospold1 {
namespace {

constexpr auto npos = std::string_view::npos;

/// The place behind a mark, or the end where it does not come.
std::size_t behind(std::string_view content, std::string_view mark, std::size_t from) {
  const auto at = content.find(mark, from);
  return at == npos ? content.size() : at + mark.size();
}

/// The place behind what begins at a '<' without being an element; `at` where it is one.
std::size_t skip(std::string_view content, std::size_t at) {
  const std::string_view rest = content.substr(at, 9);
  if (rest.starts_with("<!--")) return behind(content, "-->", at + 4);
  if (rest.starts_with("<![CDATA[")) return behind(content, "]]>", at + 9);
  if (rest.starts_with("<?")) return behind(content, "?>", at + 2);
  if (!rest.starts_with("<!")) return at;
  const auto end = content.find_first_of("[>", at);  // a DTD, with or without a body
  return end == npos ? content.size()
                     : behind(content, content[end] == '[' ? "]>" : ">", at);
}

std::string_view name_at(std::string_view content, std::size_t at) {
  const auto end = content.find_first_of(" \t\r\n/>", at);
  return content.substr(at, end == npos ? npos : end - at);
}

/// Without the prefix of a namespace.
std::string_view local(std::string_view name) {
  const auto colon = name.find(':');
  return colon == npos ? name : name.substr(colon + 1);
}

/// Walks over the elements of a file.
class Cutter {
 public:
  explicit Cutter(std::string_view content) : content_(content) {}

  Pieces run() {
    std::size_t at = content_.find('<');
    while (at < content_.size()) {
      const std::size_t next = skip(content_, at);
      if (next == at) {
        element(at);
        at = content_.find('<', at + 1);
      } else {
        at = content_.find('<', next);
      }
    }
    end_piece(content_.size());
    return std::move(pieces_);
  }

 private:
  void element(std::size_t at) {
    const bool closes = content_.substr(at, 2) == "</";
    const std::string_view name = name_at(content_, at + (closes ? 2 : 1));
    if (pieces_.root.empty()) {
      pieces_.root = name;
      pieces_.head = content_;
    }
    if (local(name) != "dataset") {
      if (closes && name == pieces_.root) end_piece(at);
      return;
    }
    if (closes) {
      end_piece(std::min(behind(content_, ">", at), content_.size()));
      return;
    }
    if (pieces_.data_sets.empty() && begin_ == npos) {
      pieces_.head = content_.substr(0, at);
    }
    end_piece(at);
    begin_ = at;
  }

  void end_piece(std::size_t end) {
    if (begin_ == npos) return;
    pieces_.data_sets.push_back(content_.substr(begin_, end - begin_));
    begin_ = npos;
  }

  std::string_view content_;
  Pieces pieces_;
  std::size_t begin_ = npos;  ///< of the data set that is open
};

}  // namespace

Pieces cut(std::string_view content) { return Cutter(content).run(); }

}  // namespace lichen::detail::ecospold1
