// Members of an archive (zip, 7z, tar with any compression) or of one compressed file, by
// libarchive, from memory. Plain zip archives do not come here: see zip.cpp.

#include <algorithm>
#include <memory>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>

#include "io/package/bzip2_halves.hpp"
#include "io/package/intake.hpp"
#include "io/package/member_name.hpp"
#include "io/package/zip_directory.hpp"
#include "io/two_parts.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

using Archive = std::unique_ptr<archive, int (*)(archive*)>;

/// The locale of names in UTF-8, or none where the system lacks it. Made once and kept:
/// libraries that convert by it hold on to parts of it.
locale_t utf8_locale() {
  static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

/// Names are UTF-8 on this thread while it lives: libarchive converts by the locale.
class Utf8Names {
 public:
  Utf8Names() {
    if (utf8_locale() != nullptr) before_ = ::uselocale(utf8_locale());
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;
  ~Utf8Names() {
    if (before_ != nullptr) ::uselocale(before_);
  }

 private:
  locale_t before_ = nullptr;
};

enum class Form { zip, seven_zip, stream, bzip2 };

Form form_of(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"))
    return Form::zip;
  return bytes.starts_with("7z\xbc\xaf\x27\x1c") ? Form::seven_zip : Form::stream;
}

bool is_tar(std::string_view bytes) {
  constexpr std::size_t place_of_mark = 257;
  return bytes.size() > place_of_mark && bytes.substr(place_of_mark).starts_with("ustar");
}

[[noreturn]] void fail(const Intake& intake, const std::string& member, archive* handle) {
  const char* reason = ::archive_error_string(handle);
  throw DataError(fmt::format("{}: the archive is broken at member {}: {}",
                              intake.package(), member,
                              reason != nullptr ? reason : "unknown error"));
}

/// The name of a file without the ending of its compression.
std::string without_compression(const std::string& file_name) {
  for (const char* ending : {".bz2", ".gz", ".xz", ".zst", ".lzma", ".lz4", ".Z"}) {
    if (file_name.ends_with(ending)) {
      return file_name.substr(0, file_name.size() - std::string_view(ending).size());
    }
  }
  return file_name;
}

/// One pass over an archive in memory.
class ArchivePass {
 public:
  ArchivePass(std::string_view bytes, Form form, std::string file_name, Intake& intake)
      : bytes_(bytes),
        form_(form),
        file_name_(std::move(file_name)),
        intake_(intake),
        handle_(::archive_read_new(), ::archive_read_free) {}

  void run() {
    const Utf8Names names;
    open();
    archive_entry* entry = nullptr;
    std::string last = "(the first)";
    for (std::size_t number = 0;; ++number) {
      const int status = ::archive_read_next_header(handle_.get(), &entry);
      if (status == ARCHIVE_EOF) return;
      if (status < ARCHIVE_WARN) fail(intake_, "after " + last, handle_.get());
      last = raw_name(entry);
      intake_.count_entry(last);
      read_entry(number, entry);
    }
  }

 private:
  void open() {
    archive* handle = handle_.get();
    if (form_ == Form::zip) {
      ::archive_read_support_format_zip_seekable(handle);
    } else if (form_ == Form::seven_zip) {
      ::archive_read_support_format_7zip(handle);
    } else if (form_ == Form::bzip2) {
      ::archive_read_support_filter_bzip2(handle);
      ::archive_read_support_format_raw(handle);
    } else {
      ::archive_read_support_filter_gzip(handle);
      ::archive_read_support_filter_bzip2(handle);
      ::archive_read_support_filter_compress(handle);
      ::archive_read_support_filter_xz(handle);
      ::archive_read_support_filter_lzma(handle);
      ::archive_read_support_filter_lz4(handle);
      ::archive_read_support_filter_zstd(handle);
      ::archive_read_support_format_tar(handle);
      ::archive_read_support_format_raw(handle);
      ::archive_read_support_format_empty(handle);
    }
    if (::archive_read_open_memory(handle, bytes_.data(), bytes_.size()) == ARCHIVE_OK) {
      return;
    }
    fail(intake_, "(the first)", handle);
  }

  std::string raw_name(archive_entry* entry) const {
    if (::archive_format(handle_.get()) == ARCHIVE_FORMAT_RAW) {
      return ::archive_filter_count(handle_.get()) > 1 ? without_compression(file_name_)
                                                       : file_name_;
    }
    const char* name = ::archive_entry_pathname(entry);
    if (name == nullptr) name = ::archive_entry_pathname_utf8(entry);
    return name != nullptr ? name : "";
  }

  void read_entry(std::size_t number, archive_entry* entry) {
    const bool is_file = ::archive_entry_filetype(entry) == AE_IFREG ||
                         ::archive_format(handle_.get()) == ARCHIVE_FORMAT_RAW;
    const auto name = is_file ? intake_.wanted_name(raw_name(entry)) : std::nullopt;
    if (!name) return;
    if (::archive_entry_is_encrypted(entry) > 0) {
      throw DataError(fmt::format("{}: member {} is encrypted; unpack the archive first",
                                  intake_.package(), *name));
    }
    const std::int64_t declared =
        ::archive_entry_size_is_set(entry) != 0 ? ::archive_entry_size(entry) : 0;
    // A declared size is a claim: memory is given for what was unpacked, and grows.
    const auto claim = std::min<std::uint64_t>(
        static_cast<std::uint64_t>(std::max<std::int64_t>(declared, 0)), 64U << 20U);
    Member member{*name, intake_.room_for(*name, claim)};
    read_content(member);
    intake_.add(number, std::move(member));
  }

  void read_content(Member& member) {
    const void* block = nullptr;
    std::size_t size = 0;
    std::int64_t offset = 0;
    for (;;) {
      const int status = ::archive_read_data_block(handle_.get(), &block, &size, &offset);
      if (status == ARCHIVE_EOF) break;
      if (status != ARCHIVE_OK) fail(intake_, member.name, handle_.get());
      const auto begin = static_cast<std::uint64_t>(offset);
      const std::uint64_t end = begin + size;
      const std::uint64_t held = member.content.size();
      // Holes of sparse files count as unpacked bytes: they take memory all the same.
      if (end > held) intake_.count_bytes(member.name, end, end - held, bytes_.size());
      if (begin > held) member.content.resize(static_cast<std::size_t>(begin), '\0');
      member.content.append(static_cast<const char*>(block), size);
    }
    member.content.reserve(member.content.size() + padding);
  }

  std::string_view bytes_;
  Form form_;
  std::string file_name_;
  Intake& intake_;
  Archive handle_;
};

/// Unpacks a bzip2 file by two threads; false where it does not come apart.
bool read_bzip2(std::string_view bytes, const std::string& file_name,
                Intake (&parts)[2]) {
  const auto halves = bzip2_halves(bytes);
  if (!halves) return false;
  in_two_parts([&](int part) {
    const std::string& half = (*halves)[static_cast<std::size_t>(part)];
    ArchivePass(half, Form::bzip2, file_name, parts[part]).run();
  });
  if (parts[0].taken.empty()) return true;  // it is not wanted
  Member whole = std::move(parts[0].taken[0].member);
  const std::string& rest = parts[1].taken.at(0).member.content;
  parts[0].count_bytes(whole.name, whole.content.size() + rest.size(), 0, bytes.size());
  whole.content.reserve(whole.content.size() + rest.size() + padding);
  whole.content += rest;
  for (Intake& part : parts) part.taken.clear();
  if (is_tar(whole.content)) {
    ArchivePass(whole.content, Form::stream, file_name, parts[0]).run();
  } else {
    parts[0].add(0, std::move(whole));
  }
  return true;
}

}  // namespace

void read_archive_parts(std::string_view bytes, const std::string& file_name,
                        Intake (&parts)[2]) {
  const Form form = form_of(bytes);
  if (form == Form::zip) {
    if (!has_zip_directory(bytes)) {
      throw DataError(parts[0].package() + ": the archive is truncated after " +
                      last_zip_entry(bytes) + ": the directory at its end is missing");
    }
    if (read_plain_zip(bytes, parts)) return;
  }
  if (form == Form::stream && read_bzip2(bytes, file_name, parts)) return;
  ArchivePass(bytes, form, file_name, parts[0]).run();
}

}  // namespace lichen::detail
