#include "store/sqlite/search.hpp"

#include <string>
#include <utility>

#include "store/sqlite/near_word.hpp"
#include "store/sqlite/values.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {
namespace {

constexpr int position_bits = 30;

/// The row of a name: which table it stands in is its `what`.
std::int64_t row_of(std::int64_t key, store::FoundIn what, std::size_t position) {
  return ((key << 2 | static_cast<std::int64_t>(what)) << position_bits) |
         static_cast<std::int64_t>(position);
}

std::string_view place(const Database& d, LocationIndex location) {
  if (!location) return {};
  const Location& found = d.locations[location.at()];
  return d.text(found.code.empty() ? found.name : found.code);
}

struct Names {
  std::string_view name, product, location, category;
};

Names names_of(const Database& d, const Activity& activity) {
  Names names = {
      d.text(activity.name), {}, place(d, activity.location), d.text(activity.category)};
  if (activity.reference) {
    const FlowIndex product = d.exchanges[activity.reference.at()].flow;
    if (product) names.product = d.text(d.flows[product.at()].name);
  }
  return names;
}
Names names_of(const Database& d, const Flow& flow) {
  return {d.text(flow.name), {}, place(d, flow.location), d.text(flow.category)};
}

/// The method of each category.
std::vector<Text> methods_of(const Database& d) {
  std::vector<Text> names(d.categories.size());
  for (const Method& method : d.methods) {
    for (const CategoryIndex category : method.categories) {
      names[category.at()] = method.name;
    }
  }
  return names;
}

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Words of a query, in lower case.
std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (!is_word(c)) {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    words.back() += c;
  }
  return words;
}

/// What FTS5 looks for: words that begin like each of these.
std::string exactly(const std::vector<std::string>& words) {
  std::string query;
  for (const std::string& word : words) {
    query += (query.empty() ? "\"" : " AND \"") + word + "\" *";
  }
  return query;
}

/// The words that there are within the tolerated distance of another.
std::vector<std::string> near(const Connection& connection, const std::string& word) {
  const std::size_t limit = tolerated(word.size());
  std::vector<std::string> found;
  if (limit == 0) return found;
  std::size_t best = limit;
  Statement terms = connection.prepare("SELECT word FROM search_word");
  while (terms.step()) {
    const std::string_view term = terms.text(0);
    const std::size_t far = distance(word, term, best);
    if (far > best) continue;
    if (far < best) found.clear();
    best = far;
    found.emplace_back(term);
  }
  return found;
}

/// The query with the nearest known words in place of those that nothing begins with;
/// empty where a word has none.
std::string nearly(const Connection& connection, const std::vector<std::string>& words) {
  Statement any = connection.prepare("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1");
  std::string query;
  for (const std::string& word : words) {
    if (!query.empty()) query += " AND ";
    const std::string own = "\"" + word + "\" *";
    any.bind(0, std::string_view(own));
    const bool is_known = any.step();
    any.reset();
    if (is_known) {
      query += own;
      continue;
    }
    std::string group;
    for (const std::string& term : near(connection, word)) {
      group += (group.empty() ? "\"" : " OR \"") + term + "\"";
    }
    if (group.empty()) return "";
    query += "(" + group + ")";
  }
  return query;
}

/// Fills in what the index of names does not hold.
class Rows {
 public:
  explicit Rows(const Connection& connection)
      : database_(connection.prepare("SELECT name FROM database WHERE id = ?")),
        ids_{connection.prepare("SELECT uuid FROM activity WHERE id = ?"),
             connection.prepare("SELECT uuid FROM flow WHERE id = ?"),
             connection.prepare("SELECT uuid FROM category WHERE id = ?")} {}

  void complete(std::int64_t row, store::StoredRow& found) {
    const std::int64_t key = row >> (position_bits + 2);
    const auto what = static_cast<std::size_t>(row >> position_bits & 3);
    if (what > 2) return;
    found.what = static_cast<store::FoundIn>(what);
    database_.bind(0, key);
    if (database_.step()) found.database = database_.text(0);
    database_.reset();
    Statement& id = ids_[what];
    id.bind(0, (key << 32) + (row & ((std::int64_t{1} << position_bits) - 1)));
    if (id.step() && id.text(0).size() == 16) read_value(id, 0, {}, found.id);
    id.reset();
  }

 private:
  Statement database_;
  Statement ids_[3];
};

/// True where so many rows match that none is better than the others: ranking them would
/// take longer than a search may.
bool is_broad(const Connection& connection, const std::string& query) {
  constexpr std::int64_t many = 4000;
  Statement count = connection.prepare(
      "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)");
  count.bind(0, std::string_view(query));
  count.bind(1, many);
  return count.step() && count.integer(0) == many;
}

std::vector<store::StoredRow> matches(const Connection& connection,
                                      const std::string& query, std::size_t limit) {
  std::vector<store::StoredRow> found;
  const std::string order =
      is_broad(connection, query) ? "rowid" : "bm25(search, 10, 5, 2, 1), rowid";
  Statement rows = connection.prepare(
      "SELECT rowid, name, product, location, category FROM search WHERE search MATCH ? "
      "ORDER BY " +
      order + " LIMIT ?");
  rows.bind(0, std::string_view(query));
  rows.bind(1, static_cast<std::int64_t>(limit));
  Rows rest(connection);
  while (rows.step()) {
    store::StoredRow& row = found.emplace_back();
    int at = 1;
    for (auto* text : {&row.name, &row.product, &row.location, &row.category}) {
      *text = rows.text(at++);
    }
    rest.complete(rows.integer(0), row);
  }
  return found;
}

}  // namespace

void refresh_words(const Connection& connection) {
  connection.run(
      "DELETE FROM search_word;"
      "INSERT INTO search_word SELECT term FROM search_vocabulary");
}

void write_names(const Connection& connection, std::int64_t key, const Database& d) {
  Statement statement = connection.prepare(
      "INSERT INTO search (rowid, name, product, location, category) VALUES (?, ?, ?, ?, "
      "?)");
  const auto write = [&](store::FoundIn what, std::size_t position, const Names& names) {
    statement.bind(0, row_of(key, what, position));
    int at = 1;
    for (const auto text : {names.name, names.product, names.location, names.category}) {
      statement.bind(at++, text);
    }
    statement.run();
  };
  for (std::size_t i = 0; i < d.activities.size(); ++i) {
    write(store::FoundIn::activities, i, names_of(d, d.activities[i]));
  }
  for (std::size_t i = 0; i < d.flows.size(); ++i) {
    write(store::FoundIn::flows, i, names_of(d, d.flows[i]));
  }
  const std::vector<Text> methods = methods_of(d);
  for (std::size_t i = 0; i < d.categories.size(); ++i) {
    write(store::FoundIn::categories, i,
          {d.text(d.categories[i].name), d.text(methods[i]), {}, {}});
  }
}

void remove_names(const Connection& connection, std::int64_t key) {
  Statement statement =
      connection.prepare("DELETE FROM search WHERE rowid BETWEEN ? AND ?");
  statement.bind(0, row_of(key, store::FoundIn::activities, 0));
  statement.bind(1, row_of(key + 1, store::FoundIn::activities, 0) - 1);
  statement.run();
}

std::vector<store::StoredRow> search(const Connection& connection, std::string_view text,
                                     std::size_t limit) {
  const std::vector<std::string> words = words_in(text);
  if (words.empty() || limit == 0) return {};
  auto found = matches(connection, exactly(words), limit);
  if (!found.empty()) return found;
  const std::string query = nearly(connection, words);
  return query.empty() ? found : matches(connection, query, limit);
}

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
