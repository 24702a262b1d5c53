#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "io/package/member_name.hpp"
#include "io/package/members.hpp"
#include "lichen/base/error.hpp"
#include "support/archive.hpp"

namespace {

using lichen::DataError;
using lichen::Findings;
using lichen::detail::content_hash;
using lichen::detail::Member;
using lichen::detail::read_members;
using lichen::detail::safe_member_name;
using lichen::test::TemporaryFolder;
using lichen::test::write_file;
using lichen::test::write_files;
using lichen::test::write_zip;

const lichen::test::Files two_files = {{"b/two.json", "{\"two\":2}"}, {"a.csv", "x,y\n"}};

std::string message_of(const std::string& path,
                       const lichen::io::ReadLimits& limits = {}) {
  Findings findings;
  try {
    (void)read_members(path, limits, {}, findings);
  } catch (const DataError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Members, OfAFolderAndOfAnArchiveAreTheSame) {
  const TemporaryFolder temporary;
  write_files(temporary.path("folder"), two_files);
  write_zip(temporary.path("packed.zip"), two_files);
  Findings findings;

  const auto folder = read_members(temporary.path("folder"), {}, {}, findings);
  const auto packed = read_members(temporary.path("packed.zip"), {}, {}, findings);

  ASSERT_EQ(folder.size(), 2U);
  EXPECT_EQ(folder[0].name, "a.csv");
  EXPECT_EQ(folder[1].name, "b/two.json");
  EXPECT_EQ(folder[1].content, "{\"two\":2}");
  ASSERT_EQ(packed.size(), 2U);
  EXPECT_EQ(packed[1].content, folder[1].content);
  EXPECT_EQ(content_hash(folder), content_hash(packed));
  EXPECT_TRUE(findings.empty());
}

TEST(Members, HaveOneHashWhateverTheirOrder) {
  std::vector<Member> members = {{"a", "1"}, {"b", "2"}};
  const std::string hash = content_hash(members);
  std::swap(members[0], members[1]);
  EXPECT_EQ(content_hash(members), hash);
  members[0].content = "3";
  EXPECT_NE(content_hash(members), hash);
}

TEST(Members, ThatAreNotWantedAreNotRead) {
  const TemporaryFolder temporary;
  write_zip(temporary.path("packed.zip"), two_files);
  Findings findings;
  const auto members = read_members(
      temporary.path("packed.zip"), {},
      [](std::string_view name) { return name == "a.csv"; }, findings);
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].name, "a.csv");
}

TEST(Members, WithNamesThatLeadOutAreSkippedWithAFinding) {
  const TemporaryFolder temporary;
  write_zip(temporary.path("bad.zip"),
            {{"../evil.json", "{}"}, {"/root.json", "{}"}, {"good.json", "{}"}});
  Findings findings;

  const auto members = read_members(temporary.path("bad.zip"), {}, {}, findings);

  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].name, "good.json");
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings.items()[0].kind, "unsafe_path");
  EXPECT_EQ(findings.items()[0].field, "../evil.json");
}

TEST(Members, WithOneNameTwiceKeepTheFirstWithAFinding) {
  const TemporaryFolder temporary;
  write_zip(temporary.path("twice.zip"), {{"a.json", "1"}, {"a.json", "2"}});
  Findings findings;
  const auto members = read_members(temporary.path("twice.zip"), {}, {}, findings);
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].content, "1");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.items()[0].kind, "duplicate_member");
}

TEST(Members, OfAnAbsentPathAreAnError) {
  EXPECT_NE(message_of("/nowhere/at/all.zip").find("no such file"), std::string::npos);
}

TEST(Members, OfATruncatedArchiveAreAnErrorThatNamesIt) {
  const TemporaryFolder temporary;
  std::string noise;
  for (int i = 0; i < 40000; ++i) noise += std::to_string(i * 7919 % 10007);
  write_zip(temporary.path("whole.zip"), {{"processes/noise.json", noise}});
  std::ifstream whole(temporary.path("whole.zip"), std::ios::binary);
  std::stringstream bytes;
  bytes << whole.rdbuf();
  write_file(temporary.path("cut.zip"), bytes.str().substr(0, bytes.str().size() / 2));

  const std::string message = message_of(temporary.path("cut.zip"));

  EXPECT_NE(message.find("cut.zip"), std::string::npos) << message;
  EXPECT_NE(message.find("truncated"), std::string::npos) << message;
}

TEST(Members, OfACorruptArchiveAreAnErrorThatNamesTheMember) {
  const TemporaryFolder temporary;
  std::string noise;
  for (int i = 0; i < 40000; ++i) noise += std::to_string(i * 7919 % 10007);
  write_zip(temporary.path("whole.zip"), {{"processes/noise.json", noise}});
  std::ifstream whole(temporary.path("whole.zip"), std::ios::binary);
  std::stringstream stream;
  stream << whole.rdbuf();
  std::string bytes = stream.str();
  for (std::size_t i = bytes.size() / 3; i < bytes.size() / 3 + 64; ++i) bytes[i] = 'x';
  write_file(temporary.path("bad.zip"), bytes);

  const std::string message = message_of(temporary.path("bad.zip"));

  EXPECT_NE(message.find("noise.json"), std::string::npos) << message;
}

TEST(Members, OfAZipBombAreRefusedByDefault) {
  const TemporaryFolder temporary;
  write_zip(temporary.path("bomb.zip"), {{"bomb.json", std::string(8U << 20, '0')}});
  EXPECT_NE(message_of(temporary.path("bomb.zip")).find("bomb.json"), std::string::npos);
}

TEST(Members, OfAZipBombAreRefused) {
  const TemporaryFolder temporary;
  write_zip(temporary.path("bomb.zip"), {{"bomb.json", std::string(64U << 20, '0')}});

  const std::string message = message_of(temporary.path("bomb.zip"), {.max_ratio = 100.});

  EXPECT_NE(message.find("bomb.json"), std::string::npos) << message;
  EXPECT_NE(message.find("zip bomb"), std::string::npos) << message;
}

TEST(Members, OverALimitAreRefused) {
  const TemporaryFolder temporary;
  write_zip(temporary.path("packed.zip"), two_files);
  write_files(temporary.path("folder"), two_files);
  for (const char* name : {"packed.zip", "folder"}) {
    const std::string path = temporary.path(name);
    EXPECT_NE(message_of(path, {.max_entry_bytes = 5}).find("b"), std::string::npos);
    EXPECT_NE(message_of(path, {.max_total_bytes = 10}).find("too large with it"),
              std::string::npos);
    EXPECT_NE(message_of(path, {.max_entries = 1}).find("too many files"),
              std::string::npos);
  }
}

TEST(MemberName, IsTidiedOrRefused) {
  EXPECT_EQ(safe_member_name("./a//b.json"), "a/b.json");
  EXPECT_EQ(safe_member_name("a\\b.json"), "a/b.json");
  EXPECT_FALSE(safe_member_name("a/../../b"));
  EXPECT_FALSE(safe_member_name("C:/b"));
  EXPECT_FALSE(safe_member_name("/b"));
  EXPECT_FALSE(safe_member_name("."));
  EXPECT_FALSE(safe_member_name(std::string_view("a\0b", 3)));
}

}  // namespace
