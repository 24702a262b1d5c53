// Readers run on two threads of their own, and many of them at a time.

#include "lichen/io/read.hpp"

#include <cstdint>
#include <filesystem>
#include <future>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "support/archive.hpp"
#include "support/jsonld.hpp"
#include "support/same_database.hpp"

namespace {

using namespace lichen;

constexpr int more_processes = 1200;

/// The package of the tests, with enough processes for many batches and several calls of
/// a progress.
test::Files large_package() {
  test::Files files = test::jsonld_v2();
  for (int i = 0; i < more_processes; ++i) {
    const std::string id = "p-" + std::to_string(i);
    files.emplace_back(
        "processes/" + id + ".json",
        R"({"@id":")" + id + R"(","name":")" + id + R"(","exchanges":[{"amount":)" +
            std::to_string(i) +
            R"(,"isQuantitativeReference":true,"flow":{"@id":"f-steel"}}]})");
  }
  return files;
}

/// That package in a folder and in archives, each of which is read in its own way.
class Packages {
 public:
  explicit Packages(std::vector<std::string> names) {
    const test::Files files = large_package();
    for (const std::string& name : names) {
      paths.push_back(temporary_.path(name));
      if (name == "folder") {
        test::write_files(paths.back(), files);
      } else {
        test::write_archive(paths.back(), files);
      }
    }
  }

  std::vector<std::string> paths;

 private:
  test::TemporaryFolder temporary_;
};

std::string messages(const Database& database) {
  std::string all;
  for (const Finding& finding : database.findings.items()) all += finding.message + "\n";
  return all;
}

TEST(Read, GivesTheSameDatabaseOnEveryThread) {
  const Packages packages({"folder", "package.zip", "package.7z", "package.tar.bz2"});
  const auto& paths = packages.paths;
  const Database expected = io::read(paths[0]);
  ASSERT_EQ(expected.activities.size(), std::size_t{more_processes} + 2);

  std::vector<std::future<Database>> reads;
  for (std::size_t i = 0; i < 2 * paths.size(); ++i) {
    reads.push_back(std::async(
        std::launch::async, [path = paths[i % paths.size()]] { return io::read(path); }));
  }
  for (auto& read : reads) {
    const Database database = read.get();
    EXPECT_EQ(test::difference(database, expected), "");
    EXPECT_EQ(database.source.hash, expected.source.hash);
    EXPECT_EQ(messages(database), messages(expected));
  }
}

TEST(Read, GivesTheSameDemonstrationOnEveryThread) {
  const Database expected = io::read("demo");
  std::vector<std::future<Database>> reads;
  for (int i = 0; i < 8; ++i) {
    reads.push_back(std::async(std::launch::async, [] { return io::read("demo"); }));
  }
  for (auto& read : reads) EXPECT_EQ(test::difference(read.get(), expected), "");
}

TEST(Read, FailsOnOneThreadAndNotOnTheOthers) {
  const Packages packages({"whole.zip", "cut.zip"});
  const std::string& whole = packages.paths[0];
  const std::string& cut = packages.paths[1];
  std::filesystem::resize_file(cut, std::filesystem::file_size(cut) / 2);

  std::vector<std::future<std::size_t>> reads;
  for (int i = 0; i < 8; ++i) {
    reads.push_back(std::async(std::launch::async, [path = i % 2 == 0 ? cut : whole] {
      return io::read(path).activities.size();
    }));
  }
  for (std::size_t i = 0; i < reads.size(); ++i) {
    if (i % 2 == 0) {
      EXPECT_THROW((void)reads[i].get(), DataError);
    } else {
      EXPECT_EQ(reads[i].get(), std::size_t{more_processes} + 2);
    }
  }
}

TEST(Read, TellsItsProgressToTheCallingThread) {
  const Packages packages({"folder", "package.zip"});
  const auto caller = std::this_thread::get_id();
  for (const std::string& path : packages.paths) {
    std::int64_t last = -1;
    int calls = 0;
    io::ReadOptions options;
    options.progress = [&](std::string_view, std::int64_t done, std::int64_t total) {
      EXPECT_EQ(std::this_thread::get_id(), caller);
      EXPECT_GT(done, last);
      EXPECT_LE(done, total);
      last = done;
      ++calls;
    };
    (void)io::read(path, options);
    EXPECT_GE(calls, 3);
  }
}

TEST(Read, StopsWhereItsProgressThrowsAndCanBeginAgain) {
  const Packages packages({"folder", "package.zip"});
  const Database expected = io::read(packages.paths[0]);
  for (const std::string& path : packages.paths) {
    // At once, and in the midst of the processes, while the next ones are being parsed.
    for (const int stop_at : {1, 2, 3}) {
      int calls = 0;
      io::ReadOptions options;
      options.progress = [&](std::string_view, std::int64_t, std::int64_t) {
        if (++calls == stop_at) throw std::runtime_error("stop");
      };
      EXPECT_THROW((void)io::read(path, options), std::runtime_error);
      EXPECT_EQ(calls, stop_at);  // nothing goes on behind it
    }
    EXPECT_EQ(test::difference(io::read(path), expected), "");
  }
}

}  // namespace
