#include "lichen/store/matrices.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/io/read.hpp"
#include "support/archive.hpp"
#include "support/data.hpp"

namespace {

using namespace lichen;
using lichen::test::TemporaryFolder;
using lichen::test::write_file;
using lichen::test::write_files;

/// A plant that burns coal of a mine; its ash is treated by nobody.
Database coal_power() {
  const TemporaryFolder temporary;
  write_files(
      temporary.path("tables"),
      {{"flows.csv",
        "id,name,type,unit,category\nelectricity,Electricity,product,kWh,\n"
        "coal,Hard coal,product,kg,\nash,\"Ash, wet\",waste,kg,\n"
        "co2,Carbon dioxide,elementary,kg,air\n"},
       {"activities.csv", "id,name,location\nmine,Coal mine,PL\nplant,Coal plant,DE\n"},
       {"exchanges.csv",
        "activity,flow,direction,amount\nplant,electricity,output,2\n"
        "plant,coal,input,0.5\nplant,co2,output,1.8\nplant,ash,output,0.1\n"
        "mine,coal,output,1\nmine,co2,output,0.1\n"},
       {"categories.csv", "id,name,unit,method\ngwp,Climate change,kg CO2 eq,Mine\n"},
       {"factors.csv", "category,flow,value\ngwp,co2,1\n"}});
  return io::read(temporary.path("tables"));
}

store::LabelledMatrices labelled(const Database& database) {
  const Assembly assembly =
      assemble(database, {.on_missing_provider = MissingProvider::cut_off});
  return store::label(database, assembly, database,
                      characterise(database, assembly, database, {CategoryIndex{0U}}));
}

void expect_equal(const SparseMatrix& a, const SparseMatrix& b) {
  ASSERT_EQ(a.rows(), b.rows());
  ASSERT_EQ(a.cols(), b.cols());
  ASSERT_EQ(a.nonZeros(), b.nonZeros());
  for (Eigen::Index k = 0; k < a.nonZeros(); ++k) {
    EXPECT_EQ(a.innerIndexPtr()[k], b.innerIndexPtr()[k]);
    EXPECT_EQ(a.valuePtr()[k], b.valuePtr()[k]);
  }
}

TEST(LabelledMatrices, NameRowsAndColumns) {
  const auto matrices = labelled(coal_power());
  const auto products = matrices.activities.column("product_id");
  ASSERT_EQ(products.size(), 2U);
  const std::size_t plant = products[0] == "electricity" ? 0 : 1;
  EXPECT_EQ(matrices.activities.rows[plant],
            (std::vector<std::string>{"plant", "Coal plant", "DE", "electricity",
                                      "Electricity", "kWh"}));
  EXPECT_EQ(matrices.a.coeff(static_cast<Index>(plant), static_cast<Index>(plant)), 2.);
  EXPECT_EQ(matrices.flows.rows,
            (std::vector<std::vector<std::string>>{
                {"co2", "Carbon dioxide", "air", "kg", "to_nature"}}));
  EXPECT_EQ(
      matrices.open_rows.rows,
      (std::vector<std::vector<std::string>>{{"ash", "Ash, wet", "", "kg", "cut_off"}}));
  EXPECT_EQ(matrices.categories.column("category"),
            std::vector<std::string>{"Climate change"});
  EXPECT_EQ(matrices.c.coeff(0, 0), 1.);
  EXPECT_THROW((void)matrices.flows.column("colour"), DataError);
}

TEST(LabelledMatrices, ReadBackTheSame) {
  const auto first = labelled(coal_power());
  const TemporaryFolder temporary;
  write_matrices(first, temporary.path("out"));
  write_file(temporary.path("out/provenance.json"), "{}");  // others may stand beside

  const auto again = store::read_matrices(temporary.path("out"));

  expect_equal(first.a, again.a);
  expect_equal(first.b, again.b);
  expect_equal(first.open, again.open);
  expect_equal(first.c, again.c);
  EXPECT_EQ(first.activities, again.activities);
  EXPECT_EQ(first.flows, again.flows);
  EXPECT_EQ(first.open_rows, again.open_rows);
  EXPECT_EQ(first.categories, again.categories);
}

TEST(LabelledMatrices, NeedNoCategories) {
  const Database database = coal_power();
  const TemporaryFolder temporary;
  write_matrices(
      store::label(database,
                   assemble(database, {.on_missing_provider = MissingProvider::cut_off})),
      temporary.path("out"));
  EXPECT_FALSE(std::filesystem::exists(temporary.path("out/C.mtx")));
  EXPECT_EQ(store::read_matrices(temporary.path("out")).c.size(), 0);
}

TEST(LabelledMatrices, MustFitTheirLabels) {
  auto matrices = labelled(coal_power());
  const TemporaryFolder temporary;
  write_matrices(matrices, temporary.path("out"));
  write_file(temporary.path("out/flows.csv"), "position,id\n0,co2\n1,ch4\n");
  EXPECT_THROW((void)store::read_matrices(temporary.path("out")), ShapeError);
  write_file(temporary.path("out/flows.csv"), "position,id\n1,co2\n");
  EXPECT_THROW((void)store::read_matrices(temporary.path("out")), DataError);
  std::filesystem::remove(temporary.path("out/flows.csv"));
  EXPECT_THROW((void)store::read_matrices(temporary.path("out")), DataError);
  matrices.flows.rows.clear();
  EXPECT_THROW(write_matrices(matrices, temporary.path("other")), ShapeError);
  EXPECT_FALSE(std::filesystem::exists(temporary.path("other")));
}

TEST(LabelledMatrices, OfForwastReadBackTheSame) {
  LICHEN_NEEDS_DATA("forwast");
  const Database database = io::read(test::data("forwast/forwast.bw2package").string());
  const auto first = store::label(database, assemble(database));
  const TemporaryFolder temporary;
  write_matrices(first, temporary.path("out"));
  const auto again = store::read_matrices(temporary.path("out"));
  EXPECT_EQ(again.a.nonZeros(), 36825);
  expect_equal(first.a, again.a);
  expect_equal(first.b, again.b);
  EXPECT_EQ(first.activities, again.activities);
}

}  // namespace
