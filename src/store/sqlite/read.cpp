// Reading all rows of a database, each with suspicion: the file may be anybody's.

#include "lichen/base/error.hpp"
#include "lichen/base/interruption.hpp"
#include "store/sqlite/content.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/tables.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {
namespace {

class Reader {
 public:
  Reader(const Connection& connection, Base base, const Progress& progress)
      : connection_(connection), base_(base), progress_(progress) {}

  void texts(TextPool& pool) {
    Statement statement = select("text", "id", "text");
    each_row("text", statement, 1, [&](std::size_t at) {
      if (statement.type(1) != SQLITE_TEXT || pool.add(statement.text(1)).value != at) {
        throw Damaged();  // a text that is empty, or there twice
      }
    });
  }

  Findings findings() {
    Findings found;
    Statement statement = select(
        "finding", "id", "kind, severity, file, data_set, field, message, action, count");
    each_row("finding", statement, 0, [&](std::size_t) {
      Finding finding;
      auto& [kind, severity, file, data_set, field, message, action, count] = finding;
      kind = statement.text(1);
      read_value(statement, 2, base_, severity);
      int at = 3;
      for (auto* text : {&file, &data_set, &field, &message, &action}) {
        *text = statement.text(at++);
      }
      count = whole<std::int64_t>(statement, 8);
      found.add(std::move(finding));
    });
    return found;
  }

  template <class Rows>
  void operator()(const RecordTable<Rows>& table) {
    using Row = typename Rows::value_type;
    Statement statement = select(table.name, "id", Columns<Row>::names);
    each_row(table.name, statement, 0,
             [&](std::size_t) { read_fields(statement, table.rows.emplace_back()); });
  }

  template <class Side>
  void operator()(const ExchangeTable<Side>& table) {
    using Value = std::remove_cvref_t<decltype(table.side.rows()[0].value)>;
    Statement statement = select(table.name, "exchange", table.columns);
    ExchangeIndex exchange;
    Value value;
    while (statement.step()) {
      try {
        read_value(statement, 0, base_, exchange);
        read_fields(statement, value);
      } catch (const Damaged&) {
        refuse(table.name);
      }
      table.side.add(exchange, value);  // ascending: it is the key of the table
      tick();
    }
  }

 private:
  Statement select(const std::string& table, const std::string& key,
                   std::string_view columns) const {
    Statement statement =
        connection_.prepare("SELECT " + key + ", " + std::string(columns) + " FROM " +
                            table + " WHERE " + key + " BETWEEN ? AND ? ORDER BY " + key);
    statement.bind(0, base_.first);
    statement.bind(1, base_.last());
    return statement;
  }

  /// Rows whose ids count from `first` on without a gap.
  template <class Read>
  void each_row(const char* table, Statement& statement, std::size_t first,
                const Read& read) {
    for (std::size_t at = first; statement.step(); ++at) {
      try {
        if (position(statement, 0, base_) != static_cast<std::int64_t>(at)) {
          throw Damaged();
        }
        read(at);
      } catch (const Damaged&) {
        refuse(table);
      }
      tick();
    }
  }

  template <class Record>
  void read_fields(const Statement& statement, Record& record) const {
    int at = 1;
    const auto read = [&](auto& field) {
      read_value(statement, at, base_, field);
      at += static_cast<int>(width_of<std::remove_cvref_t<decltype(field)>>);
    };
    std::apply([&](auto&... field) { (read(field), ...); },
               Columns<Record>::fields(record));
  }

  [[noreturn]] void refuse(const std::string& table) const {
    throw DataError(connection_.path() + ": the store is damaged: table " + table +
                    " holds a row that was not written so");
  }

  void tick() {
    if (++done_ % 4096 != 0) return;
    look_for_interruption();
    if (progress_) progress_("opening", static_cast<std::int64_t>(done_), 0);
  }

  const Connection& connection_;
  Base base_;
  const Progress& progress_;
  std::size_t done_ = 0;
};

}  // namespace

void read_rows(const Connection& connection, Base base, Database& database,
               const Progress& progress) {
  Reader reader(connection, base, progress);
  reader.texts(database.texts);
  database.findings = reader.findings();
  FlatLists flat;
  each_table(database, flat, [&](const auto& table) { reader(table); });
  if (const auto what = misplaced(database, flat)) {
    throw DataError(connection.path() + ": the store is damaged: it holds " + *what);
  }
  unflatten(std::move(flat), database);
}

Findings read_findings(const Connection& connection, Base base) {
  const Progress none;
  return Reader(connection, base, none).findings();
}

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
