// Labelled matrices in a folder.

#include "lichen/store/matrices.hpp"

#include <filesystem>

#include "io/csv/reader.hpp"
#include "io/csv/writer.hpp"
#include "io/package/members.hpp"
#include "io/package/write.hpp"
#include "lichen/base/error.hpp"
#include "store/matrix_market_text.hpp"

namespace lichen::inline LICHEN_ABI::store {
namespace {

using detail::Member;

/// The labels as CSV, each row with its position, from 0.
Member table_of(const Labels& labels, const char* name) {
  detail::csv::Writer writer;
  writer.text("position");
  for (const auto& column : labels.names) writer.text(column);
  writer.end_row();
  long long position = 0;
  for (const auto& row : labels.rows) {
    writer.integer(position++);
    for (const auto& text : row) writer.text(text);
    writer.end_row();
  }
  return {name, writer.take()};
}

/// Files of a folder by name.
class Folder {
 public:
  explicit Folder(std::string path) : path_(std::move(path)) {}

  [[nodiscard]] bool has(const char* name) const {
    std::error_code ignored;
    return std::filesystem::exists(std::filesystem::path(path_) / name, ignored);
  }
  [[nodiscard]] std::string content(const char* name) const {
    Findings findings;
    auto members = detail::read_members((std::filesystem::path(path_) / name).string(),
                                        {}, {}, findings);
    return std::move(members.at(0).content);
  }
  [[nodiscard]] SparseMatrix matrix(const char* name) const {
    return detail::parse_matrix_market(content(name), path_ + "/" + name);
  }
  [[nodiscard]] Labels labels(const char* name) const {
    const std::string text = content(name);
    const detail::csv::Table table(path_ + "/" + name, text);
    const std::size_t position = table.needed_column("position");
    Labels labels;
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
      if (c != position) labels.names.push_back(table.columns()[c]);
    }
    for (std::size_t r = 0; r < table.size(); ++r) {
      if (table.at(r, position) != std::to_string(r)) {
        throw DataError(table.place(r) + ": the position should be " + std::to_string(r));
      }
      std::vector<std::string> row;
      for (std::size_t c = 0; c < table.columns().size(); ++c) {
        if (c != position) row.emplace_back(table.at(r, c));
      }
      labels.rows.push_back(std::move(row));
    }
    return labels;
  }

 private:
  std::string path_;
};

void require_shape(const SparseMatrix& matrix, const char* name, const Labels& rows,
                   const Labels& columns) {
  if (matrix.rows() == static_cast<Eigen::Index>(rows.rows.size()) &&
      matrix.cols() == static_cast<Eigen::Index>(columns.rows.size())) {
    return;
  }
  throw ShapeError(std::string(name) + " is " + std::to_string(matrix.rows()) + " x " +
                   std::to_string(matrix.cols()) + ", its labels are " +
                   std::to_string(rows.rows.size()) + " x " +
                   std::to_string(columns.rows.size()));
}

void require_shapes(const LabelledMatrices& m) {
  require_shape(m.a, "A", m.activities, m.activities);
  require_shape(m.b, "B", m.flows, m.activities);
  require_shape(m.open, "open", m.open_rows, m.activities);
  if (m.c.size() > 0 || !m.categories.rows.empty()) {
    require_shape(m.c, "C", m.categories, m.flows);
  }
}

}  // namespace

void write_matrices(const LabelledMatrices& matrices, const std::string& folder) {
  require_shapes(matrices);
  std::vector<Member> files = {
      {"A.mtx", detail::matrix_market_text(matrices.a)},
      {"B.mtx", detail::matrix_market_text(matrices.b)},
      {"open.mtx", detail::matrix_market_text(matrices.open)},
      table_of(matrices.activities, "activities.csv"),
      table_of(matrices.flows, "flows.csv"),
      table_of(matrices.open_rows, "open-rows.csv"),
  };
  if (!matrices.categories.rows.empty()) {
    files.push_back({"C.mtx", detail::matrix_market_text(matrices.c)});
    files.push_back(table_of(matrices.categories, "categories.csv"));
  }
  detail::write_members(files, folder);
}

LabelledMatrices read_matrices(const std::string& folder) {
  const Folder files(folder);
  LabelledMatrices matrices;
  matrices.a = files.matrix("A.mtx");
  matrices.b = files.matrix("B.mtx");
  matrices.open = files.matrix("open.mtx");
  matrices.activities = files.labels("activities.csv");
  matrices.flows = files.labels("flows.csv");
  matrices.open_rows = files.labels("open-rows.csv");
  matrices.categories.names = {"method", "category", "unit", "method_id", "id"};
  if (files.has("C.mtx")) {
    matrices.c = files.matrix("C.mtx");
    matrices.categories = files.labels("categories.csv");
  }
  require_shapes(matrices);
  return matrices;
}

}  // namespace lichen::inline LICHEN_ABI::store
