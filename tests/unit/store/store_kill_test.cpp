// An import that is killed leaves the store as it was, whenever that happens.

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <thread>

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lichen/store/store.hpp"
#include "support/archive.hpp"
#include "support/same_database.hpp"
#include "support/small_database.hpp"

namespace {

using namespace lichen;
using store::Access;
using store::Store;

/// How often to kill: a few times, or as often as the environment asks for.
int rounds() {
  const char* asked = std::getenv("LICHEN_KILLS");
  return asked == nullptr ? 12 : std::atoi(asked);
}

/// Opens the store, adds a database and closes it again, in a process of its own.
pid_t import_in_a_child(const std::string& path, const Database& database) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  try {
    Store(path, {Access::write}).add(database, "new");
    std::_Exit(0);
  } catch (...) {
    std::_Exit(1);
  }
}

TEST(StoreKilled, LeavesTheStoreAsItWasOrDone) {
  const test::TemporaryFolder folder;
  const std::string path = folder.path("study.lichen");
  const Database kept = test::many_plants(50);
  const Database added = test::many_plants(4000);
  Store(path, {Access::create}).add(kept, "kept");
  const auto start = std::chrono::steady_clock::now();
  int status = -1;
  ::waitpid(import_in_a_child(path, added), &status, 0);
  ASSERT_EQ(status, 0);
  const auto whole = std::chrono::steady_clock::now() - start;

  std::mt19937_64 random(7);
  int killed = 0;
  for (int round = 0; round < rounds(); ++round) {
    {
      Store tidy(path, {Access::write});
      if (tidy.databases().size() > 1) tidy.remove("new");
    }
    const std::uint64_t generation = Store(path).generation();
    const pid_t child = import_in_a_child(path, added);
    std::this_thread::sleep_for(whole / 1000 * static_cast<int>(random() % 1100));
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    killed += WIFSIGNALED(status) ? 1 : 0;

    const Store opened(path);
    EXPECT_TRUE(opened.check().empty());
    EXPECT_EQ(test::difference(opened.read("kept"), kept), "");
    if (opened.databases().size() == 1) {
      EXPECT_EQ(opened.generation(), generation) << round;
    } else {
      EXPECT_GT(opened.generation(), generation) << round;
      EXPECT_EQ(test::difference(opened.read("new"), added), "");
    }
  }
  EXPECT_GT(killed, 0);
  EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(path + "-shm"));
  EXPECT_FALSE(std::filesystem::exists(path + "-journal"));
}

TEST(StoreKilled, WhileItIsMadeIsNoStoreOrAWholeOne) {
  const test::TemporaryFolder folder;
  const std::string path = folder.path("study.lichen");
  const Database added = test::many_plants(200);
  std::mt19937_64 random(8);
  for (int round = 0; round < rounds(); ++round) {
    std::filesystem::remove(path);
    const pid_t child = ::fork();
    if (child == 0) {
      Store(path, {Access::create}).add(added, "new");
      std::_Exit(0);
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    Store again(path, {Access::create});  // goes on, whatever is there
    if (again.databases().empty()) again.add(added, "new");
    EXPECT_EQ(test::difference(again.read("new"), added), "");
  }
}

TEST(StoreShared, ServesTwoReadersWhileOneWrites) {
  const test::TemporaryFolder folder;
  const std::string path = folder.path("study.lichen");
  const Database first = test::many_plants(30);
  Store(path, {Access::create}).add(first, "0");
  std::atomic<bool> done{false};
  std::atomic<int> reads{0};
  const auto look = [&] {
    while (!done) {
      const Store reader(path);
      const auto all = reader.databases();
      ASSERT_GE(all.size(), 1U);
      EXPECT_EQ(reader.read(all.back().name).activities.size(),
                30U + all.size() - 1U);  // a whole state: the last is the largest
      ++reads;
    }
  };
  std::thread one(look), two(look);
  {
    Store writer(path, {Access::write});
    for (std::size_t k = 1; k <= 12; ++k) {
      writer.add(test::many_plants(30 + k), std::to_string(k));
    }
  }
  while (reads < 4) std::this_thread::yield();
  done = true;
  one.join();
  two.join();
  EXPECT_EQ(Store(path).databases().size(), 13U);
  EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
}

}  // namespace
