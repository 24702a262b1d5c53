// Files that are damaged, foreign or made to do harm: an error, never a crash.

#include <algorithm>
#include <cstring>
#include <functional>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "lichen/base/error.hpp"
#include "lichen/store/snapshot.hpp"
#include "store/snapshot_layout.hpp"
#include "support/archive.hpp"
#include "support/message.hpp"
#include "support/snapshot_content.hpp"

namespace {

using namespace lichen;
using lichen::detail::snapshot::Header;
using lichen::detail::snapshot::Section;
using lichen::test::message_of;
using lichen::test::says;
using lichen::test::TemporaryFolder;
using lichen::test::write_file;

/// A file to be damaged. Its matrices have 12 activities at most.
class Damage : public testing::Test {
 protected:
  void SetUp() override {
    store::write_snapshot(test::random_content(5), path_);
    image_ = test::bytes_of_file(path_);
    ASSERT_NO_THROW((void)store::open_snapshot(path_));
    std::memcpy(&header_, image_.data(), sizeof header_);
  }

  /// The message with which some bytes are refused; a failure where they are not.
  std::string refusal(const std::string& bytes) {
    write_file(path_, bytes);
    const std::string text =
        message_of<DataError>([&] { (void)store::open_snapshot(path_); });
    EXPECT_TRUE(says(text, path_));
    return text;
  }

  Section section(std::string_view name, std::size_t* place = nullptr) const {
    for (std::size_t k = 0; k < header_.sections; ++k) {
      Section found;
      const std::size_t at = sizeof(Header) + k * sizeof found;
      std::memcpy(&found, image_.data() + at, sizeof found);
      if (detail::snapshot::text_of(found.name) != name) continue;
      if (place != nullptr) *place = at;
      return found;
    }
    ADD_FAILURE() << "no section " << name;
    return {};
  }

  static std::string sealed(std::string image) {
    detail::snapshot::seal(std::as_writable_bytes(std::span(image)));
    return image;
  }

  /// The refusal of a file whose header was changed, with the right checksums.
  std::string refusal_with(const std::function<void(Header&)>& change) {
    Header header = header_;
    change(header);
    std::string image = image_;
    std::memcpy(image.data(), &header, sizeof header);
    return refusal(sealed(std::move(image)));
  }

  /// The same for what the table says of a section.
  std::string refusal_with(const char* name,
                           const std::function<void(Section&)>& change) {
    std::size_t place = 0;
    Section changed = section(name, &place);
    change(changed);
    std::string image = image_;
    std::memcpy(image.data() + place, &changed, sizeof changed);
    return refusal(sealed(std::move(image)));
  }

  /// The same for one number in an array of a section.
  template <class T>
  std::string refusal_with(const char* name, std::uint64_t place, T value) {
    std::string image = image_;
    std::memcpy(image.data() + section(name).offset + place, &value, sizeof value);
    return refusal(sealed(std::move(image)));
  }

  TemporaryFolder temporary_;
  std::string path_ = temporary_.path("system.lichen");
  std::string image_;
  Header header_;
};

TEST_F(Damage, OfAnyByteOfTheHeaderIsSeen) {
  for (std::size_t k = 0; k < header_.header_bytes; ++k) {
    std::string image = image_;
    image[k] = static_cast<char>(image[k] ^ 0x10);
    EXPECT_FALSE(refusal(image).empty()) << k;
  }
}

TEST_F(Damage, OfAnyBitElsewhereIsSeen) {
  std::mt19937 random(1);
  for (int k = 0; k < 400; ++k) {
    std::string image = image_;
    const auto at = random() % image.size();
    image[at] = static_cast<char>(image[at] ^ (1 << (random() % 8)));
    EXPECT_FALSE(refusal(image).empty()) << at;
  }
}

TEST_F(Damage, ByACutAnywhereIsSeen) {
  for (std::size_t size = 0; size < image_.size();
       size += size < header_.header_bytes + 64 ? 1 : 37) {
    EXPECT_FALSE(refusal(image_.substr(0, size)).empty()) << size;
  }
  for (const char* name : {"A", "B", "C", "open", "order", "policies", "activities"}) {
    const std::string text = refusal(image_.substr(0, section(name).offset));
    EXPECT_TRUE(says(text, "is cut off")) << name;
  }
  EXPECT_TRUE(says(refusal(image_ + "x"), "1 bytes more"));
}

TEST_F(Damage, IsToldFromForeignFiles) {
  EXPECT_TRUE(says(refusal("PK\3\4 a zip archive"), "no snapshot of lichen"));
  EXPECT_TRUE(says(refusal(""), "no snapshot of lichen"));
  // What a conversion of line ends makes of the first bytes.
  std::string converted = image_;
  converted.erase(4, 1);
  EXPECT_TRUE(says(refusal(converted), "no snapshot of lichen"));
}

TEST_F(Damage, IsToldFromOtherLayoutsAndMachines) {
  const auto swapped = refusal_with([](Header& h) { h.byte_order = 0x04030201; });
  EXPECT_TRUE(says(swapped, "another byte order"));
  const auto newer = refusal_with([](Header& h) {
    h.layout = 2;
    h.lichen_version = {'9', '.', '1'};
  });
  EXPECT_TRUE(says(newer, "layout 2, written by lichen 9.1; this is lichen"));
  const auto wide = refusal_with([](Header& h) { h.index_bytes = 8; });
  EXPECT_TRUE(says(wide, "indices of 64 bits"));
  const auto narrow = refusal_with([](Header& h) { h.value_bytes = 4; });
  EXPECT_TRUE(says(narrow, "values of 32"));
}

TEST_F(Damage, OfSizesWithRightChecksumsIsSeen) {
  constexpr std::uint64_t huge = ~std::uint64_t{0};
  for (const std::uint64_t value :
       {std::uint64_t{0}, std::uint64_t{64}, huge, huge - 63}) {
    EXPECT_FALSE(refusal_with([&](Header& h) { h.header_bytes = value; }).empty());
    EXPECT_FALSE(refusal_with([&](Header& h) { h.file_bytes = value; }).empty());
    EXPECT_FALSE(refusal_with([&](Header& h) { h.sections = value; }).empty());
    for (const char* name : {"A", "C", "order", "activities"}) {
      EXPECT_FALSE(refusal_with(name, [&](Section& s) { s.offset = value; }).empty());
      EXPECT_FALSE(refusal_with(name, [&](Section& s) { s.bytes = value; }).empty());
      EXPECT_FALSE(
          refusal_with(name, [&](Section& s) { s.rows = value + 1000; }).empty());
      EXPECT_FALSE(
          refusal_with(name, [&](Section& s) { s.columns = value + 1000; }).empty());
    }
    EXPECT_FALSE(refusal_with("A", [&](Section& s) { s.count = value; }).empty());
  }
  EXPECT_FALSE(refusal_with([](Header& h) { h.flags = 2; }).empty());
  EXPECT_FALSE(refusal_with([](Header& h) { h.reserved[0] = 1; }).empty());
}

TEST_F(Damage, OfNamesAndKindsIsSeen) {
  using detail::snapshot::Kind;
  EXPECT_TRUE(says(refusal_with("B", [](Section& s) { s.name = {'A'}; }), "there twice"));
  EXPECT_TRUE(says(refusal_with("B", [](Section& s) { s.name = {'D'}; }), "is unknown"));
  EXPECT_TRUE(
      says(refusal_with("notes", [](Section& s) { s.name = {'f', 'l', 'o', 'w', 's'}; }),
           "there twice"));
  EXPECT_FALSE(refusal_with("B", [](Section& s) { s.kind = Kind{9}; }).empty());
  EXPECT_FALSE(refusal_with("B", [](Section& s) { s.kind = Kind::order; }).empty());
  EXPECT_FALSE(refusal_with("B", [](Section& s) { s.reserved = 1; }).empty());
  // A table in the place of another that must fit a matrix.
  EXPECT_TRUE(says(refusal_with("notes",
                                [](Section& s) {
                                  s.name = {'o', 'p', 'e', 'n', '_', 'r', 'o', 'w', 's'};
                                }),
                   "does not fit its matrix"));
}

TEST_F(Damage, OfIndicesWithRightChecksumsIsSeen) {
  const Section a = section("A");
  ASSERT_GT(a.count, 1U);
  const auto at = detail::snapshot::arrays_of(a);
  constexpr auto most = std::numeric_limits<Index>::max();
  const std::string what = "holds positions or numbers that cannot be";
  for (const Index bad : {Index{-1}, most, std::numeric_limits<Index>::min()}) {
    EXPECT_TRUE(says(refusal_with("A", 0, bad), what));
    EXPECT_TRUE(says(refusal_with("A", 4 * a.columns, bad), what));
    EXPECT_TRUE(says(refusal_with("A", at.second, bad), what));
    EXPECT_TRUE(says(refusal_with("A", at.second + 4 * (a.count - 1), bad), what));
    EXPECT_TRUE(says(refusal_with("order", 0, bad), what));
    EXPECT_TRUE(says(refusal_with("activities", 4, bad), what));
  }
  EXPECT_TRUE(says(refusal_with("A", 4, most), what));
  for (const double bad :
       {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
        std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_TRUE(says(refusal_with("A", at.third, bad), what));
  }
}

/// Three activities in a chain: each uses the one before it.
store::SnapshotContent chain() {
  store::SnapshotContent content;
  std::vector<Eigen::Triplet<double, Index>> entries = {
      {0, 0, 1.}, {1, 1, 1.}, {2, 2, 1.}, {0, 1, -1.}, {1, 2, -1.}};
  content.matrices.a.resize(3, 3);
  content.matrices.a.setFromTriplets(entries.begin(), entries.end());
  return content;
}

class DamagedOrder : public Damage {
 protected:
  void SetUp() override {
    store::write_snapshot(chain(), path_);
    image_ = test::bytes_of_file(path_);
    std::memcpy(&header_, image_.data(), sizeof header_);
  }

  /// Puts rows, columns (the same) and starts into the order.
  std::string with(const std::array<Index, 3>& rows, const std::array<Index, 3>& columns,
                   const std::array<Index, 4>& starts) {
    std::string image = image_;
    const Section order = section("order");
    const auto at = detail::snapshot::arrays_of(order);
    std::memcpy(image.data() + order.offset, rows.data(), sizeof rows);
    std::memcpy(image.data() + order.offset + at.second, columns.data(), sizeof columns);
    std::memcpy(image.data() + order.offset + at.third, starts.data(), sizeof starts);
    return sealed(std::move(image));
  }
};

TEST_F(DamagedOrder, OfAnotherMatrixIsSeen) {
  const std::array<Index, 4> single = {0, 1, 2, 3};
  const std::array<Index, 3> right = {0, 1, 2};
  write_file(path_, with(right, right, single));
  EXPECT_NO_THROW((void)store::open_snapshot(path_));
  const std::string what = "section \"order\" holds positions or numbers";
  EXPECT_TRUE(says(refusal(with({2, 1, 0}, {2, 1, 0}, single)), what));  // users first
  EXPECT_TRUE(says(refusal(with({0, 0, 2}, right, single)), what));
  EXPECT_TRUE(says(refusal(with(right, {0, 1, 3}, single)), what));
  EXPECT_TRUE(says(refusal(with({1, 0, 2}, right, single)), what));  // no such pairs
  EXPECT_TRUE(says(refusal(with(right, right, {0, 2, 1, 3})), what));
  EXPECT_TRUE(says(refusal(with(right, right, {0, 1, 2, 2})), what));
  EXPECT_TRUE(says(refusal(with(right, right, {1, 1, 2, 3})), what));
}

}  // namespace
