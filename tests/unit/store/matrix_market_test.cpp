#include "lichen/store/matrix_market.hpp"

#include <bit>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <limits>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "support/archive.hpp"
#include "support/data.hpp"

namespace {

using lichen::DataError;
using lichen::SparseMatrix;
using lichen::store::read_matrix_market;
using lichen::store::write_matrix_market;
using lichen::test::TemporaryFolder;
using lichen::test::write_file;

std::string message_of(const std::string& content) {
  const TemporaryFolder temporary;
  write_file(temporary.path("bad.mtx"), content);
  try {
    (void)read_matrix_market(temporary.path("bad.mtx"));
  } catch (const DataError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(MatrixMarket, ReadsBackTheSameBits) {
  SparseMatrix matrix(3, 2);
  matrix.insert(0, 0) = 1. / 3.;
  matrix.insert(2, 0) = -1.6e-35;
  matrix.insert(1, 1) = std::numeric_limits<double>::denorm_min();
  matrix.insert(2, 1) = 0.;  // an explicit zero stays
  matrix.makeCompressed();
  const TemporaryFolder temporary;

  write_matrix_market(matrix, temporary.path("a.mtx"));
  const SparseMatrix read = read_matrix_market(temporary.path("a.mtx"));

  ASSERT_EQ(read.nonZeros(), 4);
  for (Eigen::Index k = 0; k < 4; ++k) {
    EXPECT_EQ(read.innerIndexPtr()[k], matrix.innerIndexPtr()[k]);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(read.valuePtr()[k]),
              std::bit_cast<std::uint64_t>(matrix.valuePtr()[k]));
  }
}

TEST(MatrixMarket, NamesTheLineThatCannotBeRead) {
  const std::string banner = "%%MatrixMarket matrix coordinate real general\n% note\n";
  EXPECT_NE(message_of("1 1 1\n").find("bad.mtx:1: no Matrix Market file"),
            std::string::npos);
  EXPECT_NE(message_of("%%MatrixMarket matrix array real general\n").find(":1: only"),
            std::string::npos);
  EXPECT_NE(message_of(banner + "2 2 1\n3 1 1.0\n").find(":4: entry (3, 1)"),
            std::string::npos);
  EXPECT_NE(message_of(banner + "2 2 2\n1 1 1.0\n").find("1 of 2 entries"),
            std::string::npos);
  EXPECT_NE(message_of(banner + "2 2 1\n1 1 1.0\n2 2 1.0\n").find("more entries"),
            std::string::npos);
  EXPECT_NE(message_of(banner + "2 2 1\n1 1 x\n").find(":4: a number"),
            std::string::npos);
  EXPECT_NE(message_of(banner + "2 2 1\n1 1 nan\n").find(":4: an entry is not finite"),
            std::string::npos);
  EXPECT_NE(message_of(banner + "2 2 1\n1 1 1e400\n").find(":4: a number"),
            std::string::npos);
  EXPECT_NE(message_of(banner + "2 2 1\n1 1 1.0 7\n").find(":4: ' 7' stands behind"),
            std::string::npos);
  EXPECT_NE(message_of(banner + "1 2000000000 0\n").find(":3: says that it has"),
            std::string::npos);
  EXPECT_NE(message_of(banner + "2 2 99999999999\n").find("2^31"), std::string::npos);
}

TEST(MatrixMarket, RefusesAPathThatCannotBeWritten) {
  EXPECT_THROW(write_matrix_market(SparseMatrix(1, 1), "/nowhere/at/all.mtx"), DataError);
}

TEST(MatrixMarket, WritesCompressedFilesOfEqualContentEqually) {
  SparseMatrix matrix(2, 2);
  matrix.insert(1, 0) = 0.1;
  const TemporaryFolder temporary;
  write_matrix_market(matrix, temporary.path("a.mtx.gz"));
  write_matrix_market(matrix, temporary.path("b.mtx.gz"));

  EXPECT_EQ(read_matrix_market(temporary.path("a.mtx.gz")).coeff(1, 0), 0.1);
  const std::string packed = content_of(temporary.path("a.mtx.gz"));
  EXPECT_EQ(packed.substr(0, 2), "\x1f\x8b");
  EXPECT_EQ(packed, content_of(temporary.path("b.mtx.gz")));
}

TEST(MatrixMarket, AddsEntriesOfOnePlace) {
  const TemporaryFolder temporary;
  write_file(temporary.path("a.mtx"),
             "%%MatrixMarket matrix coordinate real general\n1 1 2\n1 1 2\n1 1 0.5\n");
  EXPECT_EQ(read_matrix_market(temporary.path("a.mtx")).coeff(0, 0), 2.5);
}

TEST(MatrixMarket, ReadsCompressedFiles) {
  LICHEN_NEEDS_DATA("matrices");
  const SparseMatrix a =
      read_matrix_market(lichen::test::data("matrices/uslci-fy18.A.mtx.gz").string());
  EXPECT_EQ(a.rows(), 1022);
  EXPECT_EQ(a.cols(), 1022);
  EXPECT_EQ(a.nonZeros(), 6992);
}

}  // namespace
