// The sections of one process or product stage.

#include <algorithm>
#include <cmath>

#include "io/name_ids/name_ids.hpp"
#include "io/simapro/parser.hpp"

namespace lichen::detail::simapro {
namespace {

/// Reads sections: a title behind an empty row, rows below it up to the next.
class ProcessParser {
 public:
  ProcessParser(Rows& rows, const ParserContext& context, BlockRecord& record,
                xml::Oddities& oddities)
      : rows_(rows), context_(context), record_(record), oddities_(oddities) {}

  void run() {
    bool behind_empty = true;
    const bool old = context_.dialect.old;
    while (rows_.next(fields_)) {
      if (fields_.empty()) {
        behind_empty = true;
      } else if (old && (behind_empty || is_text()) && start_old()) {
        behind_empty = false;
      } else if (behind_empty) {
        behind_empty = false;
        start();
      } else if (section_ != nullptr) {
        take();
      }
    }
  }

 private:
  [[nodiscard]] bool is_text() const {
    return section_ == nullptr || section_->form == Form::text;
  }

  /// A title with its text behind it in the same row; false where it is none.
  bool start_old() {
    const Section* section = section_of(fields_[0]);
    if (section == nullptr) return false;
    section_ = section;
    fields_.erase(fields_.begin());
    if (!fields_.empty() && !fields_[0].empty() && is_text()) take_text();
    return true;
  }

  void start() {
    const Section* section = section_of(fields_[0]);
    if (section != nullptr) {
      section_ = section;
      return;
    }
    // An empty line within a text, or a section that a later version has.
    if (section_ != nullptr && section_->form == Form::text && has_text()) return take();
    section_ = nullptr;
    oddities_.add("unknown_section", Severity::error,
                  "line " + std::to_string(rows_.line()),
                  "the section \"" + std::string(fields_[0]) + "\" is not known here",
                  "its rows were not read");
  }

  [[nodiscard]] bool has_text() const {
    return !record_.texts.empty() && record_.texts.back().first == section_;
  }

  void take() {
    switch (form()) {
      case Form::text:
        return take_text();
      case Form::input_parameter:
        record_.parameters.push_back(input_parameter(fields_, context_, oddities_));
        return;
      case Form::calculated:
        record_.parameters.push_back(calculated_parameter(fields_, context_));
        return;
      default:
        return take_row();
    }
  }

  [[nodiscard]] Form form() const {
    const bool stage = record_.kind == BlockKind::stage && section_->use == Use::own;
    return stage ? Form::stage : section_->form;
  }

  void take_text() {
    std::size_t count = fields_.size();
    while (count > 1 && fields_[count - 1].empty()) --count;
    std::string line(fields_[0]);
    for (std::size_t i = 1; i < count; ++i) line.append("; ").append(fields_[i]);
    if (has_text()) {
      record_.texts.back().second.append("\n").append(line);
    } else {
      record_.texts.emplace_back(section_, std::move(line));
    }
  }

  void take_row() {
    Row row;
    row.section = section_;
    row.line = rows_.line();
    row.name = fields_[0];
    if (row.name.empty() && context_.dialect.old) return continue_comment();
    if (row.name.empty()) {
      oddities_.add("no_flow", Severity::error, place(row), "the row names no flow",
                    "it was not read");
      return;
    }
    read_fields(row);
    if (row.section->form == Form::elementary) {
      row.key = name_ids::path_of(
          {names_of(section_->compartment).factors, row.sub_compartment, row.name});
    } else {
      row.key = name_ids::path_of({row.name});
    }
    if (section_->use != Use::referred && section_->use != Use::all_waste) check(row);
    record_.rows.push_back(std::move(row));
  }

  /// The next line of a comment: a row of nothing else.
  void continue_comment() {
    if (record_.rows.empty()) return;
    const auto text = std::find_if(fields_.begin(), fields_.end(),
                                   [](View field) { return !field.empty(); });
    View& comment = record_.rows.back().comment;
    if (comment.empty()) {
      comment = *text;
      return;
    }
    // Both stand in the content of the file, one behind the other: what lies between them
    // is blanks and separators.
    char* end = const_cast<char*>(comment.data() + comment.size());
    *end = '\n';
    std::copy(text->begin(), text->end(), end + 1);
    comment = View(comment.data(), comment.size() + 1 + text->size());
  }

  void read_fields(Row& row) {
    switch (form()) {
      case Form::product:
        read_amount(row, 1);
        row.allocation = allocation(at(fields_, 3));
        row.waste_type = at(fields_, 4);
        row.category = at(fields_, 5);
        row.comment = at(fields_, 6);
        break;
      case Form::treatment:
        read_amount(row, 1);
        row.waste_type = at(fields_, 3);
        row.category = at(fields_, 4);
        row.comment = at(fields_, 5);
        break;
      case Form::stage:
        read_amount(row, 1);
        row.category = at(fields_, 3);
        row.comment = at(fields_, 4);
        break;
      case Form::fraction:
        row.waste_type = at(fields_, 1);
        row.amount = allocation(at(fields_, 2));
        row.comment = at(fields_, 3);
        break;
      case Form::elementary:
        row.sub_compartment = sub_compartment(at(fields_, 1));
        read_amount(row, 2);
        read_rest(row, 4);
        break;
      default:
        read_amount(row, 1);
        read_rest(row, 3);
    }
  }

  void read_amount(Row& row, std::size_t unit) {
    const std::size_t first = context_.dialect.old ? 1 : 0;
    row.unit = at(fields_, unit + first);
    row.amount = number_of(at(fields_, unit + 1 - first), context_.dialect.decimal);
  }

  void read_rest(Row& row, std::size_t first) {
    const View word = at(fields_, first);
    if (!word.empty() && word != "Undefined") {
      row.distribution = distribution_of(fields_, first, row.amount.value, place(row),
                                         context_, oddities_);
    }
    row.comment = at(fields_, first + 4);
  }

  /// Per cent as a fraction; "%" may stand behind the number.
  [[nodiscard]] Number allocation(View text) const {
    if (text.ends_with('%')) text.remove_suffix(1);
    Number number = number_of(text, context_.dialect.decimal);
    number.value /= 100.;
    return number;
  }

  void check(Row& row) {
    const bool counts = !std::isnan(row.amount.value);
    if (!counts && row.amount.formula.empty()) {
      oddities_.add("bad_amount", Severity::error, place(row),
                    "the amount is missing or no finite number in the notation of the "
                    "file",
                    "the row was kept without an amount: what depends on it is an error");
    } else if (!counts) {
      oddities_.add("formula_without_value", Severity::error,
                    place(row) + ": " + row.amount.formula,
                    "an amount is a formula, and the file holds no value of it",
                    "the formula was kept without an amount: what depends on it is an "
                    "error; export with \"Convert expressions to constants\"");
    }
    if (std::isnan(row.allocation.value) && !row.allocation.formula.empty()) {
      oddities_.add("formula_without_value", Severity::error,
                    place(row) + ": " + row.allocation.formula,
                    "an allocation is a formula, and the file holds no value of it",
                    "the formula was kept without a share: what depends on it is an "
                    "error; export with \"Convert expressions to constants\"");
    }
    if (row.unit.empty() && row.section->form != Form::fraction) {
      row.amount.value = std::numeric_limits<double>::quiet_NaN();
      oddities_.add("no_unit", Severity::error, place(row), "the row names no unit",
                    "the row was kept without an amount: what depends on it is an error");
    }
  }

  [[nodiscard]] std::string place(const Row& row) const {
    return "line " + std::to_string(row.line);
  }

  Rows& rows_;
  const ParserContext& context_;
  BlockRecord& record_;
  xml::Oddities& oddities_;
  std::vector<View> fields_;
  const Section* section_ = nullptr;
};

}  // namespace

void parse_process(Rows& rows, const ParserContext& context, BlockRecord& record,
                   xml::Oddities& oddities) {
  ProcessParser(rows, context, record, oddities).run();
}

}  // namespace lichen::detail::simapro
