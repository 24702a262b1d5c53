#include <bit>
#include <cstdint>

#include <gtest/gtest.h>

#include "io/csv/reader.hpp"
#include "io/csv/writer.hpp"
#include "lichen/base/error.hpp"

namespace {

using lichen::DataError;
using lichen::detail::csv::no_number;
using lichen::detail::csv::number_of;
using lichen::detail::csv::Table;
using lichen::detail::csv::Writer;

std::string message_of(std::string_view text) {
  try {
    const Table table("t.csv", text);
  } catch (const DataError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(CsvTable, FindsFieldsByColumn) {
  const Table table("t.csv",
                    "\xef\xbb\xbfname,amount\r\nsteel, 2.5 \r\n\r\n\"a, \"\"b\"\"\"\r\n");
  ASSERT_EQ(table.size(), 2U);
  EXPECT_EQ(table.at(0, table.column("name")), "steel");
  EXPECT_EQ(table.at(0, table.column("amount")), "2.5");
  EXPECT_EQ(table.at(1, table.column("name")), "a, \"b\"");
  EXPECT_EQ(table.at(1, table.column("amount")), "");
  EXPECT_EQ(table.at(1, table.column("absent")), "");
  EXPECT_EQ(table.place(1), "t.csv:4");
}

TEST(CsvTable, KeepsBlanksThatAreQuoted) {
  const Table table("t.csv", "a,b\n \t x y , \" x \"\n\" x \",\n");
  EXPECT_EQ(table.at(0, 0), "x y");
  EXPECT_EQ(table.at(1, 0), " x ");
}

TEST(CsvTable, TakesLineBreaksInQuotes) {
  const Table table("t.csv", "a,b\n\"one\ntwo\",x\nlast,y\n");
  EXPECT_EQ(table.at(0, 0), "one\ntwo");
  EXPECT_EQ(table.place(1), "t.csv:4");
}

TEST(CsvTable, FindsRowsInAnyOrder) {
  std::string text = "n,square,\"a \"\"b\"\"\"\r\n";
  for (int n = 0; n < 50; ++n) {
    text += std::to_string(n) + "," + std::to_string(n * n) + ",\"\"\"" +
            std::to_string(n) + "\n\"\"\"\n" + (n % 3 == 0 ? "\n" : "");
  }
  const Table table("t.csv", text);
  ASSERT_EQ(table.size(), 50U);
  EXPECT_EQ(table.columns()[2], "a \"b\"");
  const auto first = table.at(0, 2);
  for (std::size_t step = 0, row = 0; step < 50; ++step, row = (row + 37) % 50) {
    const auto n = std::to_string(row);
    EXPECT_EQ(table.at(row, 0), n);
    EXPECT_EQ(table.at(row, 1), std::to_string(row * row));
    EXPECT_EQ(table.at(row, 2), "\"" + n + "\n\"");
    // Each row takes two lines, and an empty one follows every third.
    EXPECT_EQ(table.place(row), "t.csv:" + std::to_string(2 + 2 * row + (row + 2) / 3));
  }
  EXPECT_EQ(first, "\"0\n\"");  // fields live as long as the table
}

TEST(CsvTable, IsEmptyWhereTheFileIs) {
  EXPECT_EQ(Table("t.csv", "").size(), 0U);
  EXPECT_EQ(Table("t.csv", "a,b\n").size(), 0U);
}

TEST(CsvTable, NamesTheLineOfWhatItCannotRead) {
  EXPECT_EQ(message_of("a,b\n1,\"x\n"), "t.csv:2: a quote is opened and never closed");
  EXPECT_EQ(message_of("a\n\"x\"y\n"), "t.csv:2: text behind a closing quote");
  EXPECT_EQ(message_of("a,b\n1,2,3\n"), "t.csv:2: has 3 fields, the header has 2");
  EXPECT_EQ(message_of("a,a\n"), "t.csv:1: the column \"a\" stands twice");
  EXPECT_NE(message_of(std::string_view("a\0b", 3)).find("NUL"), std::string::npos);
}

TEST(CsvTable, RefusesOtherEncodingsAndSeparators) {
  EXPECT_EQ(message_of("a,b\n1,2\nGr\xfc\xdf"
                       "e,3\n"),
            "t.csv:3: is not in UTF-8: save it as CSV in UTF-8");
  EXPECT_EQ(message_of(std::string_view("\xff\xfe"
                                        "a\0,\0",
                                        6)),
            "t.csv:1: holds a NUL: no text, or text in UTF-16; save it as CSV in UTF-8");
  EXPECT_EQ(
      message_of("id;name\n1;2\n"),
      "t.csv:1: the header is separated by semicolons: save it separated by commas");
}

TEST(CsvTable, NamesAColumnThatIsAbsent) {
  const Table table("t.csv", "a\n1\n");
  EXPECT_THROW((void)table.needed_column("b"), DataError);
}

TEST(CsvNumber, MustFillItsField) {
  EXPECT_EQ(number_of("-1.5e3"), -1500.);
  EXPECT_EQ(number_of("+2"), 2.);
  EXPECT_FALSE(number_of("1,5"));
  EXPECT_FALSE(number_of("1.5 kg"));
  EXPECT_FALSE(number_of("0x10"));
  EXPECT_FALSE(number_of("1e400"));
  EXPECT_FALSE(number_of(""));
  EXPECT_EQ(no_number("1,5"), "\"1,5\" has a decimal comma: write a point");
  EXPECT_EQ(no_number("x"), "\"x\" is no number");
}

TEST(CsvWriter, WritesWhatTheReaderReadsBack) {
  Writer writer;
  writer.text("a").text("b").end_row();
  writer.text(" blank ").text("quote \" and, comma\nbreak").end_row();
  writer.number(0.1).number(1.6e-35).end_row();

  const std::string text = writer.take();
  const Table table("t.csv", text);

  EXPECT_EQ(table.at(0, 0), " blank ");
  EXPECT_EQ(table.at(0, 1), "quote \" and, comma\nbreak");
  EXPECT_EQ(std::bit_cast<std::uint64_t>(*number_of(table.at(1, 0))),
            std::bit_cast<std::uint64_t>(0.1));
  EXPECT_EQ(*number_of(table.at(1, 1)), 1.6e-35);
}

}  // namespace
