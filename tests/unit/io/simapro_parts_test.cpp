// SimaPro CSV: headers, rows and numbers, each by itself.

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "io/simapro/dialect.hpp"
#include "io/simapro/number.hpp"
#include "io/simapro/rows.hpp"

namespace {

using namespace lichen::detail::simapro;

TEST(SimaProHeader, TellsHowTheFileIsWritten) {
  const Dialect dialect = read_dialect(
      "\xef\xbb\xbf{SimaPro 8.5.2.0}\n{methods}\n{Project: Lakes}\n"
      "{CSV Format version: 8.0.5}\n{CSV separator: Tab}\n{Decimal separator: ,}\n"
      "\"{Related objects (system descriptions, substances, units, etc.): Yes}\"\n\n"
      "Method\n");
  EXPECT_EQ(dialect.separator, '\t');
  EXPECT_EQ(dialect.decimal, ',');
  EXPECT_EQ(dialect.exporter, "SimaPro 8.5.2.0");
  EXPECT_EQ(dialect.content, "methods");
  EXPECT_EQ(dialect.project, "Lakes");
  EXPECT_EQ(dialect.format, "8.0.5");
  EXPECT_FALSE(dialect.old);
}

TEST(SimaProHeader, MayCarryTheSeparatorsOfASpreadsheet) {
  const std::string file =
      "{SimaPro 8.5.0.0};;;\n{CSV separator: Comma};;;\n;;;\nMethod;;;";
  const Dialect dialect = read_dialect(file);
  EXPECT_EQ(dialect.separator, ',');
  EXPECT_EQ(file.substr(dialect.body), "Method;;;");
}

TEST(SimaProHeader, IsKnownByItsBraces) {
  EXPECT_TRUE(is_simapro("{SimaPro 9.1.0.7}\n"));
  EXPECT_TRUE(is_simapro("\xef\xbb\xbf\"{SimaPro 9.1.0.7}\"\n"));
  EXPECT_TRUE(is_simapro("{CSV Format version: 7.0.0}\n\nProcess\n"));
  EXPECT_TRUE(is_simapro("SimaPro 7.3;processes;Date:;\nProject;x\n"));
  EXPECT_FALSE(is_simapro("{\"openlca\": 1}"));
  EXPECT_FALSE(is_simapro("SimaPro is a program"));
  EXPECT_FALSE(is_simapro("a,b\n{SimaPro 9}\n"));
  EXPECT_FALSE(is_simapro(""));
}

/// The rows of a block.
std::vector<std::vector<std::string>> rows_of(std::string text, char separator = ';') {
  Rows rows({std::span(text.data(), text.size()), 1, true}, separator);
  std::vector<std::vector<std::string>> all;
  std::vector<View> fields;
  while (rows.next(fields)) all.emplace_back(fields.begin(), fields.end());
  return all;
}

using Table = std::vector<std::vector<std::string>>;

TEST(SimaProRows, SplitFieldsAndTrimThem) {
  EXPECT_EQ(rows_of("a; b ;\r\n;;\r\n\nc"), (Table{{"a", "b", ""}, {}, {}, {"c"}}));
  EXPECT_EQ(rows_of("a,b\tc", '\t'), (Table{{"a,b", "c"}}));
}

TEST(SimaProRows, TakeQuotesOffAndPutLineBreaksIn) {
  EXPECT_EQ(rows_of("\"a;b\";\"say \"\"yes\"\"\";\"1\r\n2\";x\x7fy\nnext"),
            (Table{{"a;b", "say \"yes\"", "1\n2", "x\ny"}, {"next"}}));
}

TEST(SimaProRows, TakeAQuoteThatIsNoneAsACharacter) {
  EXPECT_EQ(rows_of("2\" pipe;m\n\"open;1\nnext;2"),
            (Table{{"2\" pipe", "m"}, {"\"open", "1"}, {"next", "2"}}));
  EXPECT_EQ(rows_of("\"one\" and two;3"), (Table{{"\"one\" and two", "3"}}));
}

TEST(SimaProRows, KnowTheirLines) {
  std::string text = "a\n\"b\nc\";d\ne";
  Rows rows({std::span(text.data(), text.size()), 10, true}, ';');
  std::vector<View> fields;
  std::vector<std::size_t> lines;
  while (rows.next(fields)) lines.push_back(rows.line());
  EXPECT_EQ(lines, (std::vector<std::size_t>{10, 11, 13}));
}

TEST(SimaProBlocks, EndWithEndWhateverSeparatorsFollow) {
  std::string file =
      "{SimaPro 9}\n\nProcess\n\na\nEnd;;;\n\nEnd\n\nUnits\nkg;Mass;1;kg\n";
  const auto blocks = cut(std::span(file.data(), file.size()), read_dialect(file));
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(std::string(blocks[0].text.begin(), blocks[0].text.end()), "Process\n\na\n");
  EXPECT_EQ(blocks[0].line, 3U);
  EXPECT_TRUE(blocks[0].ended);
  EXPECT_EQ(blocks[1].line, 10U);
  EXPECT_FALSE(blocks[1].ended);
}

TEST(SimaProBlocks, EndAtTheNextKeywordWhereEndIsMissing) {
  std::string file =
      "{SimaPro 9}\nProcess\n\nType\nx\n\nProcess\n\nType\ny\n\nUnits\nkg\n";
  const auto blocks = cut(std::span(file.data(), file.size()), read_dialect(file));
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(blocks[1].line, 7U);
  EXPECT_EQ(std::string(blocks[2].text.begin(), blocks[2].text.end()), "Units\nkg\n");
}

TEST(SimaProNumbers, FollowTheDecimalSeparatorOfTheFile) {
  EXPECT_EQ(plain_number("0.001", '.'), 0.001);
  EXPECT_EQ(plain_number(" 1.00E-12 ", '.'), 1e-12);
  EXPECT_EQ(plain_number("+2", '.'), 2.);
  EXPECT_EQ(plain_number("-0,5", ','), -0.5);
  EXPECT_EQ(plain_number("1,0E-15", ','), 1e-15);
  EXPECT_EQ(plain_number("1.234.567,8", ','), 1234567.8);
  EXPECT_EQ(plain_number("12", ','), 12.);
}

TEST(SimaProNumbers, AreNoneWhereTheSeparatorIsAnother) {
  EXPECT_FALSE(plain_number("0,5", '.'));
  EXPECT_FALSE(plain_number("1.5", ','));
  EXPECT_FALSE(plain_number("0.001", ','));
  EXPECT_FALSE(plain_number("1,234.5", ','));
  EXPECT_FALSE(plain_number("", '.'));
  EXPECT_FALSE(plain_number("nan", '.'));
  EXPECT_FALSE(plain_number("1e999", '.'));
  EXPECT_FALSE(plain_number("0x10", '.'));
}

TEST(SimaProNumbers, ComputeFormulasOfNumbersOnly) {
  const Number product = number_of("1034*0,6684*0,59*0,03", ',');
  EXPECT_EQ(product.formula, "1034*0.6684*0.59*0.03");
  EXPECT_DOUBLE_EQ(product.value, 12.23292312);  // by hand
  EXPECT_DOUBLE_EQ(*constant_of("2*(3+4)-10/4"), 11.5);
  EXPECT_DOUBLE_EQ(*constant_of("2^2^3"), 64.);
  EXPECT_DOUBLE_EQ(*constant_of("-2^2"), -4.);
  EXPECT_DOUBLE_EQ(*constant_of("2*-3"), -6.);
  EXPECT_DOUBLE_EQ(*constant_of("1.5e3 / 2"), 750.);
}

TEST(SimaProNumbers, LeaveOtherFormulasWithoutAValue) {
  for (const char* formula : {"a*2", "1/0", "2*", "(1", "1)", "if(1;2;3)", "1 2", ""}) {
    EXPECT_FALSE(constant_of(formula)) << formula;
  }
  EXPECT_FALSE(constant_of(std::string(100000, '(')));
  EXPECT_FALSE(constant_of(std::string(100000, '-')));
  const Number number = number_of("if(x > 1,5;2;3)", ',');
  EXPECT_EQ(number.formula, "if(x > 1.5;2;3)");
  EXPECT_TRUE(std::isnan(number.value));
  EXPECT_EQ(number_of("max(1,2)", '.').formula, "max(1;2)");
}

}  // namespace
