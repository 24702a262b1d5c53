// Archives of every kind, and zip archives made byte by byte.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <zlib.h>

#include "io/package/member_name.hpp"
#include "io/package/members.hpp"
#include "lichen/base/error.hpp"
#include "support/archive.hpp"

namespace {

using namespace std::string_literals;
using lichen::DataError;
using lichen::Findings;
using lichen::detail::Member;
using lichen::detail::read_archive;
using lichen::detail::read_members;
using lichen::test::Files;
using lichen::test::TemporaryFolder;
using lichen::test::write_archive;
using lichen::test::write_file;
using lichen::test::write_files;

std::vector<Member> members_of(const std::string& path) {
  Findings findings;
  return read_members(path, {}, {}, findings);
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string little(std::uint64_t value, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
  return bytes;
}

/// A member of a zip archive that is stored as it is; its fields may lie.
struct Stored {
  std::string name;
  std::string content;
  std::uint32_t flags = 0;
  std::uint32_t method = 0;
  std::uint64_t mode = 0100644;
  std::uint64_t claimed_size = 0;  ///< 0: the true one
};

/// A zip archive, byte by byte after APPNOTE.TXT 4.3.
std::string zip_of(const std::vector<Stored>& members) {
  std::string files;
  std::string directory;
  for (const Stored& member : members) {
    const auto* content = reinterpret_cast<const Bytef*>(member.content.data());
    const std::uint64_t size =
        member.claimed_size != 0 ? member.claimed_size : member.content.size();
    const std::string shared = little(20, 2) + little(member.flags, 2) +
                               little(member.method, 2) + little(0, 4) +
                               little(::crc32_z(0, content, member.content.size()), 4) +
                               little(member.content.size(), 4) + little(size, 4) +
                               little(member.name.size(), 2) + little(0, 2);
    const std::string offset = little(files.size(), 4);
    files += "PK\x03\x04" + shared + member.name + member.content;
    directory += "PK\x01\x02" + little((3 << 8) | 20, 2) + shared + little(0, 6) +
                 little(member.mode << 16, 4) + offset + member.name;
  }
  return files + directory + "PK\x05\x06" + little(0, 4) + little(members.size(), 2) +
         little(members.size(), 2) + little(directory.size(), 4) +
         little(files.size(), 4) + little(0, 2);
}

std::vector<Member> members_in(const std::string& bytes, Findings& findings) {
  return read_archive({bytes, "made.zip"}, {}, {}, findings);
}

std::string error_of(const std::string& bytes) {
  Findings findings;
  try {
    (void)members_in(bytes, findings);
  } catch (const DataError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

class ArchiveKind : public testing::TestWithParam<const char*> {};
TEST_P(ArchiveKind, HoldsTheSameMembers) {
  const TemporaryFolder temporary;
  const std::string path = temporary.path("packed"s + GetParam());
  std::string large;
  while (large.size() < (1U << 20)) large += std::to_string(large.size());
  write_archive(path, {{"b/Zürich.json", "{}"}, {"a/large.json", large}, {"empty", ""}});

  const auto members = members_of(path);

  ASSERT_EQ(members.size(), 3U);
  EXPECT_EQ(members[0].name, "a/large.json");
  EXPECT_EQ(members[0].content.size(), large.size());
  EXPECT_EQ(members[1].name, "b/Zürich.json");
  EXPECT_EQ(members[1].content, "{}");
  EXPECT_EQ(members[2].content, "");
}
INSTANTIATE_TEST_SUITE_P(ByEnding, ArchiveKind,
                         testing::Values(".zip", ".7z", ".tar", ".tar.gz", ".tar.bz2"));

TEST(Archive, CutOffIsAnErrorOfEveryKind) {
  for (const char* ending : {".zip", ".7z", ".tar.gz", ".tar.bz2"}) {
    const TemporaryFolder temporary;
    std::string noise;
    for (int i = 0; i < 40000; ++i) noise += std::to_string(i * 7919 % 10007);
    write_archive(temporary.path("whole"s + ending),
                  {{"a.json", noise}, {"b.json", noise}});
    const std::string bytes = bytes_of(temporary.path("whole"s + ending));
    write_file(temporary.path("cut"s + ending), bytes.substr(0, bytes.size() / 2));
    EXPECT_THROW((void)members_of(temporary.path("cut"s + ending)), DataError) << ending;
  }
}

TEST(Archive, MayBeOneCompressedFile) {
  // "{}\n" as gzip writes it.
  const std::string packed =
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\xae\xe5\x02\x00\x06\xb0\xa1\xdd\x03"
      "\x00\x00\x00"s;
  const TemporaryFolder temporary;
  write_file(temporary.path("database.json.gz"), packed);
  Findings findings;
  try {
    const auto members =
        read_members(temporary.path("database.json.gz"), {}, {}, findings);
    ASSERT_EQ(members.size(), 1U);
    EXPECT_EQ(members[0].name, "database.json");
    EXPECT_EQ(members[0].content, "{}\n");
  } catch (const DataError& error) {
    FAIL() << error.what();
  }
}

TEST(Archive, MayBeAPlainFile) {
  const TemporaryFolder temporary;
  write_file(temporary.path("a.json"), "{}");
  write_file(temporary.path("empty.json"), "");
  EXPECT_EQ(members_of(temporary.path("a.json"))[0].content, "{}");
  const auto empty = members_of(temporary.path("empty.json"));
  for (const auto& member : empty) EXPECT_EQ(member.content, "");
}

TEST(Zip, ReadsStoredMembersAndNamesOfCodePage437) {
  Findings findings;
  const auto members = members_in(
      zip_of({{"Z\x81rich.json", "1"}, {"folder/", ""}, {"Z\xc3\xbcrich2.json", "2"}}),
      findings);
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].name, "Zürich.json");
  EXPECT_EQ(members[1].name, "Zürich2.json");
  EXPECT_TRUE(findings.empty());
}

TEST(Zip, LeavesOutLinksHiddenFilesAndWhatSystemsAdd) {
  Findings findings;
  Stored link{"link.json", "/etc/passwd"};
  link.mode = 0120777;
  const auto members = members_in(zip_of({link,
                                          {".git/a.json", "1"},
                                          {"__MACOSX/b.json", "2"},
                                          {"flows/._c.json", "3"},
                                          {"flows/d.json", "4"}}),
                                  findings);
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].name, "flows/d.json");
}

TEST(Zip, KeepsTheFirstOfTwoMembersWhicheverThreadReadsIt) {
  Findings findings;
  const auto members = members_in(
      zip_of({{"b.json", "0"}, {"a.json", "1"}, {"a.json", "2"}, {"a.json", "3"}}),
      findings);
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].content, "1");
  EXPECT_EQ(findings.size(), 2U);
}

TEST(Zip, ThatLiesAboutItselfIsAnErrorThatNamesTheMember) {
  Stored larger{"larger.json", "12345"};
  larger.method = 8;
  larger.claimed_size = 0xfffffff0;
  EXPECT_NE(error_of(zip_of({larger})).find("larger.json"), std::string::npos);

  Stored nonsense{"nonsense.json", "not deflated"};
  nonsense.method = 8;
  EXPECT_NE(error_of(zip_of({nonsense})).find("nonsense.json"), std::string::npos);

  std::string bytes = zip_of({{"changed.json", "12345"}});
  bytes[bytes.find("12345")] = '9';
  EXPECT_NE(error_of(bytes).find("changed.json"), std::string::npos);
}

TEST(Zip, ThatIsEncryptedIsAnErrorThatNamesTheMember) {
  Stored secret{"secret.json", "0123456789abcdef"};
  secret.flags = 1;
  EXPECT_NE(error_of(zip_of({secret})).find("secret.json"), std::string::npos);
}

TEST(Zip, CutOffTellsWhereItEnds) {
  const std::string bytes = zip_of({{"first.json", "1"}, {"last.json", "2"}});
  const auto directory = bytes.find("PK\x01\x02");
  EXPECT_NE(error_of(bytes.substr(0, directory)).find("last.json"), std::string::npos);
}

TEST(Zip, MayBeEmpty) {
  Findings findings;
  EXPECT_TRUE(members_in(zip_of({}), findings).empty());
}

TEST(Folder, FollowsLinksInsideOnly) {
  const TemporaryFolder temporary;
  write_files(temporary.path("package"), {{"flows/a.json", "1"}, {".git/b.json", "2"}});
  write_file(temporary.path("secret.json"), "3");
  const auto link = [&](const std::string& to, const std::string& name) {
    std::filesystem::create_symlink(to, temporary.path("package/flows/" + name));
  };
  link("a.json", "inside.json");
  link(temporary.path("secret.json"), "outside.json");
  link("..", "loop");
  Findings findings;

  const auto members = read_members(temporary.path("package"), {}, {}, findings);

  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].name, "flows/a.json");
  EXPECT_EQ(members[1].name, "flows/inside.json");
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings.items()[0].kind, "link_not_followed");
  EXPECT_EQ(findings.items()[1].field, "flows/outside.json");
}

TEST(Utf8Name, ReadsWhatIsNoUtf8AsCodePage437) {
  EXPECT_EQ(lichen::detail::utf8_name("Zürich"), "Zürich");
  EXPECT_EQ(lichen::detail::utf8_name("\x80\xe1\xff"), "Ç\xc3\x9f\xc2\xa0");  // Ç ß NBSP
}

}  // namespace
