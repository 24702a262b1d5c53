#pragma once

// Of texts in several languages the one that is asked for, and what was taken instead.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "io/ilcd/nodes.hpp"

namespace lichen::detail::ilcd {

/// Which languages texts were taken in, and how many were left.
struct LanguageCount {
  std::map<std::string, std::int64_t> taken_instead;  ///< by language: not as preferred
  std::int64_t left = 0;  ///< texts that stand beside one that was taken

  void add(const LanguageCount& more);
};

/// Chooses texts: in the preferred language, else in English, else the first. A text
/// without a language is English, as the format's schemas say.
class Texts {
 public:
  explicit Texts(View preferred) : preferred_(preferred) {}

  /// The text of the children of one name.
  View choose(pugi::xml_node parent, View name);
  /// The same without counting: of what only describes a reference.
  [[nodiscard]] View peek(pugi::xml_node parent, View name) const;
  [[nodiscard]] const LanguageCount& count() const { return count_; }

 private:
  struct Choice {
    View text;
    View language;
    int rank = 0;
    std::int64_t offered = 0;
  };
  [[nodiscard]] Choice best(pugi::xml_node parent, View name) const;

  View preferred_;
  LanguageCount count_;
};

}  // namespace lichen::detail::ilcd
