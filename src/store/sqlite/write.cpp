// Writing all rows of a database.

#include <span>

#include "lichen/base/interruption.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/tables.hpp"

namespace lichen::inline LICHEN_ABI::detail::sqlite {

std::string parameters(std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) list += i == 0 ? "?" : ", ?";
  return list;
}

namespace {

/// Which row of another table each row belongs to, where the model tells it by ranges.
template <class Index, class Owner>
std::vector<Index> owners(std::size_t rows, const std::vector<Owner>& all,
                          std::uint32_t Owner::* first, std::uint32_t Owner::* count) {
  std::vector<Index> owner(rows);
  for (std::size_t o = 0; o < all.size(); ++o) {
    for (std::uint32_t i = 0; i < all[o].*count; ++i) owner[all[o].*first + i] = Index(o);
  }
  return owner;
}

class Writer {
 public:
  Writer(const Connection& connection, Base base, const Database& database,
         const FlatLists& flat, const Progress& progress)
      : connection_(connection), base_(base), d_(database), progress_(progress) {
    total_ = d_.texts.size() + d_.findings.size();
    each_table(d_, flat, [&](const auto& table) { total_ += size(table); });
  }

  void texts() {
    Statement statement = insert("text", "id, text", 2);
    for (std::uint32_t i = 1; i < d_.texts.size(); ++i) {
      statement.bind(0, base_.first + i);
      statement.bind(1, d_.text({i}));
      run(statement);
    }
  }

  void findings() {
    Statement statement =
        insert("finding",
               "id, kind, severity, file, data_set, field, message, action, count", 9);
    std::int64_t id = base_.first;
    for (const Finding& finding : d_.findings.items()) {
      const auto& [kind, severity, file, data_set, field, message, action, count] =
          finding;
      statement.bind(0, id++);
      statement.bind(1, std::string_view(kind));
      statement.bind(2, static_cast<std::int64_t>(severity));
      int at = 3;
      for (const auto* text : {&file, &data_set, &field, &message, &action}) {
        statement.bind(at++, std::string_view(*text));
      }
      statement.bind(8, count);
      run(statement);
    }
  }

  template <class Rows>
  void operator()(const RecordTable<Rows>& table) {
    using Row = typename std::remove_cvref_t<Rows>::value_type;
    if constexpr (std::is_same_v<Row, Exchange>) {
      const auto owner =
          owners<ActivityIndex>(d_.exchanges.size(), d_.activities,
                                &Activity::first_exchange, &Activity::exchange_count);
      owned<Row>(table, "activity", std::span(owner));
    } else if constexpr (std::is_same_v<Row, FlowPropertyFactor>) {
      const auto owner = owners<FlowIndex>(d_.flow_property_factors.size(), d_.flows,
                                           &Flow::first_property, &Flow::property_count);
      owned<Row>(table, "flow", std::span(owner));
    } else if constexpr (std::is_same_v<Row, Factor>) {
      const auto owner =
          owners<CategoryIndex>(d_.factors.size(), d_.categories, &Category::first_factor,
                                &Category::factor_count);
      owned<Row>(table, "category", std::span(owner));
    } else {
      owned<Row>(table, "", std::span<const ActivityIndex>());
    }
  }

  template <class Side>
  void operator()(const ExchangeTable<Side>& table) {
    using Value = std::remove_cvref_t<decltype(table.side.rows()[0].value)>;
    Statement statement = insert(table.name, "exchange, " + std::string(table.columns),
                                 1 + columns_of<Value>);
    for (const auto& row : table.side.rows()) {
      bind_value(statement, 0, base_, row.exchange);
      bind_fields<Value>(statement, row.value);
      run(statement);
    }
  }

 private:
  template <class Table>
  static std::size_t size(const Table& table) {
    if constexpr (requires { table.rows; }) {
      return table.rows.size();
    } else {
      return table.side.size();
    }
  }

  Statement insert(const std::string& table, const std::string& columns,
                   std::size_t count) const {
    return connection_.prepare("INSERT INTO " + table + " (" + columns + ") VALUES (" +
                               parameters(count) + ")");
  }

  template <class Record>
  void bind_fields(Statement& statement, const Record& record) const {
    int at = 1;
    const auto bind = [&](const auto& field) {
      bind_value(statement, at, base_, field);
      at += static_cast<int>(width_of<std::remove_cvref_t<decltype(field)>>);
    };
    std::apply([&](const auto&... field) { (bind(field), ...); },
               Columns<Record>::fields(record));
  }

  template <class Row, class Rows, class Index>
  void owned(const RecordTable<Rows>& table, std::string_view column,
             std::span<const Index> owner) {
    std::string columns = "id, " + std::string(Columns<Row>::names);
    if (!column.empty()) columns += ", " + std::string(column);
    constexpr std::size_t own = 1 + columns_of<Row>;
    Statement statement = insert(table.name, columns, own + (column.empty() ? 0 : 1));
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      statement.bind(0, base_.first + static_cast<std::int64_t>(i));
      bind_fields<Row>(statement, table.rows[i]);
      if (!column.empty()) {
        bind_value(statement, static_cast<int>(own), base_, owner[i]);
      }
      run(statement);
    }
  }

  void run(Statement& statement) {
    statement.run();
    if (++done_ % 4096 != 0) return;
    look_for_interruption();
    if (progress_) {
      progress_("storing", static_cast<std::int64_t>(done_),
                static_cast<std::int64_t>(total_));
    }
  }

  const Connection& connection_;
  Base base_;
  const Database& d_;
  const Progress& progress_;
  std::size_t done_ = 0;
  std::size_t total_ = 0;
};

}  // namespace

void write_rows(const Connection& connection, Base base, const Database& database,
                const FlatLists& flat, const Progress& progress) {
  Writer writer(connection, base, database, flat, progress);
  writer.texts();
  writer.findings();
  each_table(database, flat, [&](const auto& table) { writer(table); });
}

void remove_rows(const Connection& connection, Base base) {
  const auto remove = [&](const std::string& table, const std::string& key) {
    Statement statement =
        connection.prepare("DELETE FROM " + table + " WHERE " + key + " BETWEEN ? AND ?");
    statement.bind(0, base.first);
    statement.bind(1, base.last());
    statement.run();
    look_for_interruption();
  };
  remove("text", "id");
  remove("finding", "id");
  const Database none;
  const FlatLists flat;
  each_table(none, flat, [&](const auto& table) {
    if constexpr (requires { table.rows; }) {
      remove(table.name, "id");
    } else {
      remove(table.name, "exchange");
    }
  });
}

}  // namespace lichen::inline LICHEN_ABI::detail::sqlite
