// The encoding of the file, and the file itself.

#include "io/package/write.hpp"

#include <optional>
#include <string>

#include <simdjson.h>

#include "io/simapro/writer.hpp"
#include "io/xml/encoding.hpp"
#include "lichen/io/simapro.hpp"

namespace lichen::inline LICHEN_ABI::io {
namespace {

/// A text in Windows-1252; none where a character is not in it, or where its bytes would
/// be read as UTF-8.
std::optional<std::string> windows_1252(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  bool ascii = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80U) {
      bytes.push_back(text[i]);
      continue;
    }
    ascii = false;
    const std::size_t length = byte >= 0xf0U ? 4 : byte >= 0xe0U ? 3 : 2;
    const auto encoded = detail::xml::windows_1252_of(text.substr(i, length));
    if (!encoded) return std::nullopt;
    bytes.push_back(*encoded);
    i += length - 1;
  }
  if (!ascii && simdjson::validate_utf8(bytes.data(), bytes.size())) return std::nullopt;
  return bytes;
}

}  // namespace

Findings write_simapro(const Database& database, const std::string& path) {
  detail::simapro::Writer writer(database);
  const std::string text = writer.run();
  Findings findings = writer.findings();
  if (const auto bytes = windows_1252(text)) {
    detail::write_one(*bytes, path);
    return findings;
  }
  findings.add(
      {.kind = "not_windows_1252",
       .severity = Severity::warning,
       .message = "texts hold characters that Windows-1252 has not",
       .action = "the file was written in UTF-8, which SimaPro may show wrongly"});
  detail::write_one("\xef\xbb\xbf" + text, path);
  return findings;
}

}  // namespace lichen::inline LICHEN_ABI::io
