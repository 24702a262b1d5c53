// How a snapshot takes its place: whole or not at all, whatever happens.

#include <csignal>
#include <filesystem>
#include <fstream>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lichen/base/error.hpp"
#include "lichen/store/snapshot.hpp"
#include "store/snapshot_file.hpp"
#include "support/archive.hpp"
#include "support/message.hpp"
#include "support/snapshot_content.hpp"

namespace {

using namespace lichen;
using lichen::test::bytes_of_file;
using lichen::test::message_of;
using lichen::test::random_content;
using lichen::test::says;
using lichen::test::TemporaryFolder;
namespace fs = std::filesystem;

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(WriteSnapshot, GivesEqualFilesForEqualSystems) {
  const TemporaryFolder temporary;
  store::write_snapshot(random_content(8), temporary.path("one"));
  store::write_snapshot(random_content(8), temporary.path("two"));
  EXPECT_EQ(bytes_of_file(temporary.path("one")), bytes_of_file(temporary.path("two")));
}

TEST(WriteSnapshot, LeavesAnOpenOneAsItIs) {
  const TemporaryFolder temporary;
  const std::string path = temporary.path("system.lichen");
  store::write_snapshot(random_content(1), path);
  const store::Snapshot first = store::open_snapshot(path);
  store::write_snapshot(random_content(2), path);
  EXPECT_EQ(first.source().store, (Id{1, 1}));
  EXPECT_EQ(store::open_snapshot(path).source().store, (Id{1, 2}));
  EXPECT_EQ(files_in(fs::path(path).parent_path()), 1U);
}

TEST(WriteSnapshot, ReplacesWhatALinkLeadsTo) {
  const TemporaryFolder temporary;
  store::write_snapshot(random_content(1), temporary.path("file"));
  fs::create_symlink(temporary.path("file"), temporary.path("link"));
  store::write_snapshot(random_content(2), temporary.path("link"));
  EXPECT_TRUE(fs::is_symlink(temporary.path("link")));
  EXPECT_EQ(store::open_snapshot(temporary.path("file")).source().store, (Id{1, 2}));
}

TEST(WriteSnapshot, IsRefusedWhereThereIsNoFolderOrNoFile) {
  const TemporaryFolder temporary;
  fs::create_directory(temporary.path("folder"));
  const auto refusal = [](const std::string& path) {
    return message_of<DataError>([&] { store::write_snapshot(random_content(1), path); });
  };
  EXPECT_TRUE(says(refusal(temporary.path("none/x")), "No such file or directory"));
  EXPECT_TRUE(says(refusal(temporary.path("folder")), "it exists and is not a file"));
  EXPECT_TRUE(says(refusal("/dev/full"), "it exists and is not a file"));
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

/// Runs `call` in a process of its own, as a user without rights; 0 where it gives true.
template <class Call>
int as_nobody(const Call& call) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(2);
    ::_exit(call() ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  return status;
}

TEST(WriteSnapshot, IsRefusedInAFolderThatIsReadOnly) {
  const TemporaryFolder temporary;
  const std::string locked = temporary.path("locked");
  fs::create_directory(locked);
  fs::permissions(fs::path(locked).parent_path(), fs::perms(0755));
  fs::permissions(locked, fs::perms(0555));
  const auto content = random_content(1);
  EXPECT_EQ(as_nobody([&] {
              const auto text = message_of<DataError>(
                  [&] { store::write_snapshot(content, locked + "/x"); });
              return text.find("Permission denied") != text.npos;
            }),
            0);
  fs::permissions(locked, fs::perms(0755));
}

TEST(WriteSnapshot, TellsThatADiskIsFull) {
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  if (full < 0) GTEST_SKIP() << "needs /dev/full";
  const std::vector<std::byte> bytes(100);
  EXPECT_TRUE(says(message_of<DataError>(
                       [&] { detail::snapshot::write_all(full, bytes, "x.lichen"); }),
                   "x.lichen: cannot be written: No space left on device"));
  ::close(full);
}

TEST(WriteSnapshot, LeavesTheOldOneWhereThereIsNoRoomForTheNew) {
  const TemporaryFolder temporary;
  const std::string path = temporary.path("system.lichen");
  store::write_snapshot(random_content(1), path);
  const std::string before = bytes_of_file(path);
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &limit), 0);
  const rlimit small{700, limit.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  EXPECT_THROW(store::write_snapshot(random_content(2), path), DataError);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(bytes_of_file(path), before);
  EXPECT_EQ(files_in(fs::path(path).parent_path()), 1U);
}

TEST(WriteSnapshot, ByTwoProcessesAtOnceGivesAWholeOne) {
  const TemporaryFolder temporary;
  const std::string path = temporary.path("system.lichen");
  const auto one = random_content(1);
  const auto two = random_content(2);
  std::vector<pid_t> children;
  for (const auto* content : {&one, &two}) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      try {
        for (int k = 0; k < 40; ++k) store::write_snapshot(*content, path);
      } catch (...) {
        ::_exit(1);
      }
      ::_exit(0);
    }
    children.push_back(child);
  }
  // Whatever is there while they write, it is whole.
  for (int k = 0; k < 100; ++k) {
    if (!fs::exists(path)) continue;
    const auto store = store::open_snapshot(path).source().store;
    EXPECT_TRUE(store == (Id{1, 1}) || store == (Id{1, 2}));
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_NO_THROW((void)store::open_snapshot(path));
  EXPECT_EQ(files_in(fs::path(path).parent_path()), 1U);
}

TEST(OpenSnapshot, IsRefusedWhereThereIsNoFile) {
  const TemporaryFolder temporary;
  const auto refusal = [](const std::string& path) {
    return message_of<DataError>([&] { (void)store::open_snapshot(path); });
  };
  EXPECT_TRUE(says(refusal(temporary.path("none")), "cannot be opened: No such file"));
  fs::create_directory(temporary.path("folder"));
  EXPECT_TRUE(says(refusal(temporary.path("folder")), "it is not a file"));
  ASSERT_EQ(::mkfifo(temporary.path("pipe").c_str(), 0600), 0);
  EXPECT_TRUE(says(refusal(temporary.path("pipe")), "it is not a file"));
}

}  // namespace
