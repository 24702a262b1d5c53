#include "io/package/intake.hpp"

#include <algorithm>

#include "io/package/member_name.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

/// Members below this size, packages too, may be packed as well as they can be.
constexpr std::uint64_t small = 1U << 20U;

bool is_bomb(std::uint64_t unpacked, std::uint64_t packed, double max_ratio) {
  return unpacked > small &&
         static_cast<double>(unpacked) >
             max_ratio * static_cast<double>(std::max<std::uint64_t>(packed, 1));
}

}  // namespace

void Intake::require(bool holds, std::string_view member, const char* what) const {
  if (holds) return;
  throw DataError(budget_.package + ": " + utf8_name(member) + ": " + what +
                  "; raise the reader's limits if it is meant to be");
}

void Intake::count_entry(std::string_view name) {
  require(++entries_ <= budget_.limits.max_entries, name,
          "the package has too many files");
}

std::optional<std::string> Intake::wanted_name(std::string_view raw) {
  auto name = safe_member_name(raw);
  if (!name) {
    findings.add({.kind = "unsafe_path",
                  .severity = Severity::error,
                  .file = budget_.package,
                  .field = utf8_name(raw),
                  .message = "the name of this member leads out of the package",
                  .action = "the member was not read"});
    return std::nullopt;
  }
  if (is_clutter(*name) || (budget_.wanted && !budget_.wanted(*name)))
    return std::nullopt;
  return name;
}

void Intake::count_bytes(const std::string& name, std::uint64_t unpacked,
                         std::uint64_t more, std::uint64_t packed) {
  const io::ReadLimits& limits = budget_.limits;
  require(unpacked <= limits.max_entry_bytes, name, "is too large");
  require(!is_bomb(unpacked, packed, limits.max_ratio), name,
          "unpacks to suspiciously many times its size: a zip bomb?");
  const std::uint64_t total = budget_.unpacked.fetch_add(more) + more;
  require(total <= limits.max_total_bytes, name, "the package is too large with it");
  require(budget_.packed == 0 || !is_bomb(total, budget_.packed, limits.max_ratio), name,
          "the package unpacks to suspiciously many times its size: a zip bomb?");
}

std::string Intake::room_for(const std::string& name, std::uint64_t size) const {
  require(size <= budget_.limits.max_entry_bytes, name, "is too large");
  std::string content;
  content.reserve(static_cast<std::size_t>(size) + padding);
  return content;
}

}  // namespace lichen::detail
