#include "io/package/bzip2_halves.hpp"

#include <cstddef>
#include <string>

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include "io/package/members.hpp"
#include "lichen/base/error.hpp"
#include "support/data.hpp"
#include "support/message.hpp"

namespace {

using namespace lichen;
using lichen::detail::bzip2_halves;

/// Digits in no order, so that they fill blocks of 100 kB (the smallest) soon.
std::string digits(std::size_t size) {
  std::string text;
  for (unsigned i = 1; text.size() < size; ++i) text += std::to_string(i * 2654435761U);
  text.resize(size);
  return text;
}

std::string packed(const std::string& content) {
  std::string bytes(content.size() + 1024, '\0');
  std::size_t used = 0;
  archive* file = archive_write_new();
  archive_write_set_format_raw(file);
  archive_write_add_filter_bzip2(file);
  archive_write_set_filter_option(file, "bzip2", "compression-level", "1");
  archive_write_set_bytes_in_last_block(file, 1);
  archive_write_open_memory(file, bytes.data(), bytes.size(), &used);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, "data");
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_write_header(file, entry);
  archive_write_data(file, content.data(), content.size());
  archive_entry_free(entry);
  archive_write_close(file);
  archive_write_free(file);
  bytes.resize(used);
  return bytes;
}

std::string unpacked(const std::string& bytes, const io::ReadLimits& limits = {}) {
  Findings findings;
  const auto members =
      detail::read_archive({bytes, "data.json.bz2"}, limits, {}, findings);
  EXPECT_EQ(members.at(0).name, "data.json");
  return members[0].content;
}

TEST(Bzip2Halves, AreTwoStreamsOfTheSameContent) {
  for (const std::size_t size : {250'000U, 300'001U, 1'000'003U}) {
    const std::string content = digits(size);
    const std::string bytes = packed(content);
    const auto halves = bzip2_halves(bytes);
    ASSERT_TRUE(halves) << size;
    const std::string first = unpacked((*halves)[0]);
    EXPECT_GT(first.size(), size / 4);
    EXPECT_EQ(first + unpacked((*halves)[1]), content);
    EXPECT_EQ(unpacked(bytes), content);
  }
}

TEST(Bzip2Halves, AreNoneOfWhatIsNoSingleWholeStream) {
  const std::string bytes = packed(digits(300'000));
  EXPECT_FALSE(bzip2_halves(""));
  EXPECT_FALSE(bzip2_halves("BZh9"));
  EXPECT_FALSE(bzip2_halves(packed(digits(1000))));  // one block
  EXPECT_FALSE(bzip2_halves(bytes.substr(0, bytes.size() - 1)));
  EXPECT_FALSE(bzip2_halves(bytes + "more"));
  EXPECT_FALSE(bzip2_halves(bytes + bytes));
}

TEST(Bzip2Halves, LeaveTwoStreamsBehindEachOtherWhole) {
  const std::string content = digits(300'000);
  EXPECT_EQ(unpacked(packed(content) + packed("and more")), content + "and more");
}

TEST(Bzip2Halves, OfBrokenBlocksAreAnErrorWhicheverIsBroken) {
  const std::string bytes = packed(digits(500'000));
  for (const std::size_t part : {1U, 2U, 3U}) {
    std::string broken = bytes;
    for (std::size_t i = 0; i < 32; ++i) broken[part * bytes.size() / 4 + i] ^= 0x55;
    EXPECT_TRUE(test::says(test::message_of<DataError>([&] { (void)unpacked(broken); }),
                           "data.json"));
  }
}

TEST(Bzip2Halves, KeepTheLimitsOfTheWhole) {
  const std::string bytes = packed(digits(400'000));
  EXPECT_EQ(unpacked(bytes, {.max_entry_bytes = 400'000}).size(), 400'000U);
  EXPECT_TRUE(test::says(test::message_of<DataError>([&] {
                           (void)unpacked(bytes, {.max_entry_bytes = 399'999});
                         }),
                         "is too large"));
}

}  // namespace
