#pragma once

// Cuts a file of many data sets at their borders, so that each is parsed alone.

#include <string>
#include <string_view>
#include <vector>

namespace lichen::detail::ecospold1 {

/// A file in pieces; they point into it.
struct Pieces {
  std::string_view head;                    ///< what stands before the first data set
  std::string_view root;                    ///< name of the outermost element
  std::vector<std::string_view> data_sets;  ///< each from `<dataset` on
};

/// Finds the elements `dataset` of a file. Comments, CDATA sections and processing
/// instructions are skipped; a data set that does not end ends at the next, or with the
/// file.
Pieces cut(std::string_view content);

}  // namespace lichen::detail::ecospold1
