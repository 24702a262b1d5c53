#include "lichen/store/matrix_market.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "io/package/members.hpp"
#include "io/package/write.hpp"
#include "lichen/base/error.hpp"
#include "store/matrix_market_text.hpp"

namespace lichen::detail {
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

  /// Refuses what is left of a line.
  void end(std::string_view line) const {
    if (line.find_first_not_of(" \t") != line.npos) {
      fail("'" + std::string(line) + "' stands behind the numbers");
    }
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
    const auto value = words.take<double>(line);
    words.end(line);
    if (!std::isfinite(value)) words.fail("an entry is not finite");
    entries.emplace_back(static_cast<Index>(row - 1), static_cast<Index>(column - 1),
                         value);
  }
  if (words.data_line(line)) words.fail("there are more entries than the header says");
  return entries;
}

/// What a file says of its sizes is a claim: columns cost memory before any is read.
void check_sizes(const Words& words, std::int64_t rows, std::int64_t columns,
                 std::int64_t count, std::size_t bytes) {
  constexpr std::int64_t most = std::numeric_limits<Index>::max();
  if (rows < 0 || columns < 0 || count < 0 || rows > most || columns > most ||
      count > most) {
    words.fail("sizes must lie between 0 and 2^31 - 1");
  }
  constexpr std::int64_t plausible = 16'000'000;
  if (columns > plausible && columns / 64 > static_cast<std::int64_t>(bytes)) {
    words.fail("says that it has " + std::to_string(columns) +
               " columns, more than a file of its size can mean");
  }
}

}  // namespace

SparseMatrix parse_matrix_market(std::string_view text, const std::string& path) {
  Words words(text, path);
  check_banner(words);
  std::string_view line;
  if (!words.data_line(line)) words.fail("the line with the sizes is missing");
  const auto rows = words.take<std::int64_t>(line);
  const auto columns = words.take<std::int64_t>(line);
  const auto count = words.take<std::int64_t>(line);
  words.end(line);
  check_sizes(words, rows, columns, count, text.size());
  const auto entries =
      read_entries(words, static_cast<Index>(rows), static_cast<Index>(columns), count);
  SparseMatrix matrix(rows, columns);
  matrix.setFromTriplets(entries.begin(), entries.end());
  return matrix;
}

std::string matrix_market_text(const SparseRef& matrix) {
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
  return fmt::to_string(text);
}

}  // namespace lichen::detail

namespace lichen::inline LICHEN_ABI::store {

SparseMatrix read_matrix_market(const std::string& path) {
  Findings findings;
  const auto members = detail::read_members(path, {}, {}, findings);
  if (members.size() != 1) throw DataError(path + ": is not one file");
  return detail::parse_matrix_market(members[0].content, path);
}

void write_matrix_market(const SparseRef& matrix, const std::string& path) {
  detail::write_one(detail::matrix_market_text(matrix), path);
}

}  // namespace lichen::inline LICHEN_ABI::store
