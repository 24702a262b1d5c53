#include "lichen/store/matrix_market.hpp"

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <memory>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "io/package/members.hpp"
#include "lichen/base/error.hpp"

namespace lichen::inline LICHEN_ABI::store {
namespace {

/// Reads words of a text and knows in which line it is.
class Words {
 public:
  Words(std::string_view text, std::string path) : rest_(text), path_(std::move(path)) {}

  /// The next line; false at the end.
  bool line(std::string_view& line) {
    if (rest_.empty()) return false;
    const auto end = rest_.find('\n');
    line = rest_.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + 1);
    ++number_;
    return true;
  }

  /// The next line that is neither empty nor a comment.
  bool data_line(std::string_view& found) {
    while (line(found)) {
      if (found.find_first_not_of(" \t") != found.npos && found[0] != '%') return true;
    }
    return false;
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw DataError(path_ + ":" + std::to_string(number_) + ": " + what);
  }

  /// Takes a number from the front of a line.
  template <class Number>
  Number take(std::string_view& line) const {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (!line.empty() && line.front() == '+') line.remove_prefix(1);
    Number number{};
    const auto [end, error] =
        std::from_chars(line.data(), line.data() + line.size(), number);
    if (error != std::errc()) fail("a number is missing or cannot be read");
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    return number;
  }

 private:
  std::string_view rest_;
  std::string path_;
  long number_ = 0;
};

void check_banner(Words& words) {
  std::string_view banner;
  if (!words.line(banner) || banner.substr(0, 14) != "%%MatrixMarket") {
    words.fail("no Matrix Market file: the first line must start with %%MatrixMarket");
  }
  const bool general =
      banner.find("coordinate") != banner.npos && banner.find("general") != banner.npos &&
      (banner.find("real") != banner.npos || banner.find("integer") != banner.npos);
  if (!general) {
    words.fail("only 'matrix coordinate real|integer general' can be read, this is '" +
               std::string(banner) + "'");
  }
}

using Entry = Eigen::Triplet<double, Index>;

std::vector<Entry> read_entries(Words& words, Index rows, Index columns,
                                std::int64_t count) {
  std::vector<Entry> entries;
  // What a file says of itself is a hint only: never reserve gigabytes for it.
  entries.reserve(static_cast<std::size_t>(std::min<std::int64_t>(count, 1 << 20)));
  std::string_view line;
  for (std::int64_t k = 0; k < count; ++k) {
    if (!words.data_line(line)) {
      words.fail("the file ends after " + std::to_string(k) + " of " +
                 std::to_string(count) + " entries");
    }
    const auto row = words.take<std::int64_t>(line);
    const auto column = words.take<std::int64_t>(line);
    if (row < 1 || row > rows || column < 1 || column > columns) {
      words.fail("entry (" + std::to_string(row) + ", " + std::to_string(column) +
                 ") lies outside of the matrix");
    }
    entries.emplace_back(static_cast<Index>(row - 1), static_cast<Index>(column - 1),
                         words.take<double>(line));
  }
  if (words.data_line(line)) words.fail("there are more entries than the header says");
  return entries;
}

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

SparseMatrix read_matrix_market(const std::string& path) {
  Findings findings;
  const auto members = detail::read_members(path, {}, {}, findings);
  if (members.size() != 1) throw DataError(path + ": is not one file");
  Words words(members[0].content, path);
  check_banner(words);
  std::string_view line;
  if (!words.data_line(line)) words.fail("the line with the sizes is missing");
  const auto rows = words.take<std::int64_t>(line);
  const auto columns = words.take<std::int64_t>(line);
  const auto count = words.take<std::int64_t>(line);
  constexpr std::int64_t most = std::numeric_limits<Index>::max();
  if (rows < 0 || columns < 0 || count < 0 || rows > most || columns > most ||
      count > most) {
    words.fail("sizes must lie between 0 and 2^31 - 1");
  }
  const auto entries =
      read_entries(words, static_cast<Index>(rows), static_cast<Index>(columns), count);
  SparseMatrix matrix(rows, columns);
  matrix.setFromTriplets(entries.begin(), entries.end());
  return matrix;
}

void write_matrix_market(const SparseRef& matrix, const std::string& path) {
  fmt::memory_buffer text;
  fmt::format_to(std::back_inserter(text),
                 "%%MatrixMarket matrix coordinate real general\n{} {} {}\n",
                 matrix.rows(), matrix.cols(), matrix.nonZeros());
  for (Index j = 0; j < static_cast<Index>(matrix.cols()); ++j) {
    for (SparseRef::InnerIterator it(matrix, j); it; ++it) {
      fmt::format_to(std::back_inserter(text), "{} {} {:.17g}\n", it.row() + 1, j + 1,
                     it.value());
    }
  }
  const std::string unfinished = path + ".part";  // replaced whole or not at all
  const std::unique_ptr<std::FILE, Closer> file(std::fopen(unfinished.c_str(), "wb"));
  const bool written =
      file != nullptr &&
      std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() &&
      std::fflush(file.get()) == 0;
  std::error_code error;
  if (written) std::filesystem::rename(unfinished, path, error);
  if (!written || error) {
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    throw DataError(path + ": cannot be written");
  }
}

}  // namespace lichen::inline LICHEN_ABI::store
