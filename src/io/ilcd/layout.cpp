#include "io/ilcd/layout.hpp"

#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "io/xml/encoding.hpp"
#include "io/xml/value.hpp"

namespace lichen::detail::ilcd {
namespace {

using Root = std::pair<std::string_view, FileKind>;

constexpr std::array roots = {
    Root{"processDataSet", FileKind::process},
    Root{"flowDataSet", FileKind::flow},
    Root{"flowPropertyDataSet", FileKind::flow_property},
    Root{"unitGroupDataSet", FileKind::unit_group},
    Root{"LCIAMethodDataSet", FileKind::method},
    Root{"lifeCycleModelDataSet", FileKind::model},
    Root{"sourceDataSet", FileKind::source},
    Root{"contactDataSet", FileKind::contact},
    Root{"ILCDLocations", FileKind::locations},
    Root{"CategorySystem", FileKind::classification},
};

bool is_wide(std::string_view content) {
  const std::string_view head = content.substr(0, 4);
  return head.find('\0') != head.npos || head.starts_with('\xff') ||
         head.starts_with('\xfe');
}

/// Removes up to the end of `mark`; all where it is not there.
void drop_past(std::string_view& text, std::string_view mark) {
  const auto at = text.find(mark);
  text.remove_prefix(at == text.npos ? text.size() : at + mark.size());
}

/// The name of the first element of a text, without its prefix.
std::string_view root_name(std::string_view text) {
  const auto first = text.substr(0, 64).find_first_not_of("\xef\xbb\xbf \t\r\n");
  text.remove_prefix(first == text.npos ? text.size() : first);
  while (text.starts_with('<')) {
    if (text.starts_with("<!--")) {
      drop_past(text, "-->");
    } else if (text.starts_with("<?")) {
      drop_past(text, "?>");
    } else if (text.starts_with("<!")) {
      // A document type may hold declarations in brackets.
      const auto bracket = text.find('[');
      const bool has_subset = bracket != text.npos && bracket < text.find('>');
      drop_past(text, has_subset ? "]" : ">");
      if (has_subset) drop_past(text, ">");
    } else {
      std::string_view name = text.substr(1, text.find_first_of(" \t\r\n/>", 1) - 1);
      if (const auto colon = name.find(':'); colon != name.npos) {
        name.remove_prefix(colon + 1);
      }
      return name;
    }
    const auto next = text.find_first_not_of(" \t\r\n");
    text.remove_prefix(next == text.npos ? text.size() : next);
  }
  return {};
}

/// The text of the first element of a name, from a place on; what follows it is left in
/// `text`.
std::string_view text_of(std::string_view& text, std::string_view mark) {
  drop_past(text, mark);
  return xml::trimmed(text.substr(0, std::min(text.find('<'), text.size())));
}

int take_number(std::string_view& version) {
  int number = 0;
  std::from_chars(version.data(), version.data() + version.size(), number);
  const auto dot = version.find('.');
  version.remove_prefix(dot == version.npos ? version.size() : dot + 1);
  return number;
}

}  // namespace

FileKind kind_of(std::string_view content) {
  const bool wide = is_wide(content);
  const std::string plain = wide ? xml::ascii_start(content) : std::string();
  const std::string_view name = root_name(wide ? std::string_view(plain) : content);
  for (const auto& [root, kind] : roots) {
    if (name == root) return kind;
  }
  return FileKind::other;
}

bool is_data_set(FileKind kind) {
  return kind != FileKind::locations && kind < FileKind::source;
}

Identity identity_of(std::string_view content) {
  if (is_wide(content)) return {};
  std::string_view rest = content;
  Identity identity;
  identity.uuid = text_of(rest, "UUID>");
  identity.version = text_of(rest, "dataSetVersion>");
  return identity;
}

bool is_higher(std::string_view version, std::string_view other) {
  while (!version.empty() || !other.empty()) {
    const int number = take_number(version);
    const int of_other = take_number(other);
    if (number != of_other) return number > of_other;
  }
  return false;
}

}  // namespace lichen::detail::ilcd
