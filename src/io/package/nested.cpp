#include "io/package/nested.hpp"

#include <algorithm>
#include <utility>

#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

bool is_archive(std::string_view name) {
  return name.ends_with(".zip") || name.ends_with(".7z") || name.ends_with(".ZIP");
}

/// Unpacks archives, counting what all of them hold.
class Unpacker {
 public:
  Unpacker(const io::ReadLimits& limits, const MemberFilter& wanted, Findings& findings)
      : limits_(limits), wanted_(wanted), findings_(findings) {}

  void add(const std::vector<Member>& members, int depth) {
    for (const Member& member : members) {
      constexpr int deepest = 4;
      if (depth < deepest && is_archive(member.name)) {
        unpack(member, depth);
      } else {
        members_.push_back(member);
      }
    }
  }

  std::vector<Member> take() {
    std::stable_sort(members_.begin(), members_.end(),
                     [](const Member& a, const Member& b) { return a.name < b.name; });
    return std::move(members_);
  }

 private:
  void unpack(const Member& archive, int depth) {
    std::vector<Member> inner;
    try {
      inner = read_archive({archive.content, archive.name}, limits_, wanted_, findings_);
    } catch (const DataError& error) {
      findings_.add({.kind = "unreadable_data_set",
                     .severity = Severity::error,
                     .file = archive.name,
                     .message = error.what(),
                     .action = "the archive was not read"});
      return;
    }
    std::uint64_t bytes = 0;
    for (Member& member : inner) {
      bytes += member.content.size();
      member.name = archive.name + '/' + member.name;
    }
    limits_.max_total_bytes -= std::min(limits_.max_total_bytes, bytes);
    limits_.max_entries -= std::min<std::uint64_t>(limits_.max_entries, inner.size());
    add(inner, depth + 1);
  }

  io::ReadLimits limits_;
  const MemberFilter& wanted_;
  Findings& findings_;
  std::vector<Member> members_;
};

}  // namespace

std::vector<Member> with_nested(const std::vector<Member>& members,
                                const io::ReadLimits& limits, const MemberFilter& wanted,
                                Findings& findings) {
  Unpacker unpacker(limits, wanted, findings);
  unpacker.add(members, 0);
  return unpacker.take();
}

}  // namespace lichen::detail
