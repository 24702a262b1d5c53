#pragma once

// A system of plain matrices with its labels, in memory or in a mapped file.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/store/snapshot.hpp"
#include "lichen/study/matrix_system.hpp"

namespace lichen::python {

/// A table of texts, wherever it stands.
struct TableReader {
  std::vector<std::string> names;
  std::size_t rows = 0;
  std::function<std::string_view(std::size_t row, std::size_t column)> at;

  /// The position of a column; none where there is none of this name.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
};

/// What Python calls a MatrixSystem.
class HeldSystem {
 public:
  HeldSystem(std::shared_ptr<const store::SnapshotContent> content,
             const SolveOptions& options);
  HeldSystem(store::Snapshot snapshot, const SolveOptions& options);

  [[nodiscard]] const MatrixSystem& system() const { return *system_; }
  [[nodiscard]] TableReader table(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> tables() const;
  [[nodiscard]] const store::SnapshotSource& source() const;
  [[nodiscard]] std::string lichen_version() const;
  [[nodiscard]] store::SparseView open() const;
  void save(const std::string& path) const;

 private:
  void make_system(SystemMatrices matrices, const SolveOptions& options);

  std::shared_ptr<const store::SnapshotContent> content_;  ///< null where it is mapped
  std::optional<store::Snapshot> snapshot_;
  std::optional<MatrixSystem> system_;
};

}  // namespace lichen::python
