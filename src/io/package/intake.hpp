#pragma once

// What comes in from a package: names are checked, limits kept, members collected.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/package/members.hpp"

namespace lichen::detail {

/// What one package may cost, shared by the threads that read it.
struct Budget {
  std::string package;  ///< its path, for messages
  const io::ReadLimits& limits;
  const MemberFilter& wanted;
  std::uint64_t packed = 0;  ///< bytes of the archive; 0 for a folder
  std::atomic<std::uint64_t> unpacked = 0;
};

/// The members that one thread takes in.
class Intake {
 public:
  explicit Intake(Budget& budget) : budget_(budget) {}

  /// Counts an entry. @throws DataError past `max_entries`.
  void count_entry(std::string_view name);
  /// The safe name of an entry that is wanted; an unsafe one leaves a finding.
  [[nodiscard]] std::optional<std::string> wanted_name(std::string_view raw);
  /// Counts the bytes of a member: `unpacked` so far, `more` of them new, from `packed`.
  /// @throws DataError past a limit, naming the member.
  void count_bytes(const std::string& name, std::uint64_t unpacked, std::uint64_t more,
                   std::uint64_t packed);
  /// An empty content with room for `size` bytes and the padding.
  [[nodiscard]] std::string room_for(const std::string& name, std::uint64_t size) const;
  /// Takes a member; `number` is its place in the package.
  void add(std::size_t number, Member member) {
    taken.push_back({number, std::move(member)});
  }
  [[nodiscard]] const std::string& package() const noexcept { return budget_.package; }

  struct Taken {
    std::size_t number;
    Member member;
  };
  std::vector<Taken> taken;
  Findings findings;

 private:
  void require(bool holds, std::string_view member, const char* what) const;

  Budget& budget_;
  std::uint64_t entries_ = 0;
};

/// The wanted files below a folder, in no order, taken by two threads.
void read_folder(const std::string& path, Intake (&parts)[2]);

/// The wanted members of a zip archive in memory that is like nearly all; false where it
/// is of another make, and nothing was read.
bool read_plain_zip(std::string_view bytes, Intake (&parts)[2]);

/// The wanted members of an archive in memory, or the one that a compressed or plain file
/// is, named `file_name` without the ending of its compression.
void read_archive_parts(std::string_view bytes, const std::string& file_name,
                        Intake (&parts)[2]);

}  // namespace lichen::detail
