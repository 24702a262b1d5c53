# Files as string constants in C++: what the library needs at run time and cannot look for.

# Writes a file as it stands (nothing in it is replaced), where its content is new.
function(lichen_write file text)
  if(EXISTS ${file})
    file(READ ${file} old)
    if(old STREQUAL text)
      return()
    endif()
  endif()
  file(WRITE ${file} "${text}")
endfunction()

# Writes a header that defines lichen::detail::<name>, the content of one text file.
function(lichen_embed header name file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} content)
  set(text "#pragma once\n\n/// @file\n/// Made by the build from datasets/.\n\n#include <string_view>\n\n")
  string(APPEND text "namespace lichen::detail {\n\ninline constexpr std::string_view ${name} = ")
  string(APPEND text "R\"lichen(${content})lichen\";\n\n}  // namespace lichen::detail\n")
  lichen_write(${header} "${text}")
endfunction()

# Writes a source that defines lichen::detail::<name>(): (file name, content) of each file.
function(lichen_embed_files source name)
  set(text "// Made by the build from datasets/.\n#include <string_view>\n#include <utility>\n#include <vector>\n\n")
  string(APPEND text "namespace lichen::detail {\n\n")
  string(APPEND text "std::vector<std::pair<std::string_view, std::string_view>> ${name}();\n\n")
  string(APPEND text "std::vector<std::pair<std::string_view, std::string_view>> ${name}() {\n  return {\n")
  foreach(file ${ARGN})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(base ${file} NAME)
    file(READ ${file} content)
    string(APPEND text "      {\"${base}\", R\"lichen(${content})lichen\"},\n")
  endforeach()
  string(APPEND text "  };\n}\n\n}  // namespace lichen::detail\n")
  lichen_write(${source} "${text}")
endfunction()
