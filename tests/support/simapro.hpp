#pragma once

// Small SimaPro CSV files, and what becomes of them.

#include <string>

#include "lichen/io/read.hpp"

namespace lichen::test {

/// A file of some blocks; fields between ';' and decimals behind '.' where not said.
std::string simapro(const std::string& blocks, const std::string& separator = "Semicolon",
                    const std::string& decimal = ".");
/// A process of some sections, each with an empty line behind it.
std::string simapro_process(const std::string& sections,
                            const std::string& type = "material");
/// A section with its rows.
std::string simapro_section(const std::string& title, const std::string& rows);
/// A process that makes 1 kg of one product.
std::string simapro_product(const std::string& name, const std::string& sections = "");
/// A product stage.
std::string simapro_stage(const std::string& type, const std::string& sections);
/// Reads a file.
Database read_simapro(const std::string& content);

}  // namespace lichen::test
