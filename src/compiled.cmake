# The compiled libraries; included by src/CMakeLists.txt.
find_package(SuiteSparse REQUIRED COMPONENTS KLU)
find_package(simdjson REQUIRED)
find_package(LibArchive REQUIRED)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(pugixml REQUIRED)
find_package(SQLite3 3.35 REQUIRED)
find_library(XXHASH_LIBRARY xxhash REQUIRED)

function(lichen_compiled target)
  add_library(lichen::${target} ALIAS lichen_${target})
  target_link_libraries(lichen_${target} PRIVATE $<BUILD_INTERFACE:lichen_warnings>)
  set_target_properties(
    lichen_${target}
    PROPERTIES EXPORT_NAME ${target} POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden
               VERSION ${PROJECT_VERSION}
               SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
  install(TARGETS lichen_${target} EXPORT lichenTargets)
endfunction()

# lichen::klu: the SuiteSparse backend (LGPL, linked dynamically).
file(GLOB solver_sources CONFIGURE_DEPENDS solvers/*.cpp)
add_library(lichen_klu ${solver_sources})
target_compile_definitions(lichen_klu PUBLIC LICHEN_COMPILED)
target_link_libraries(lichen_klu PUBLIC lichen_headers PRIVATE SuiteSparse::KLU)
lichen_compiled(klu)

# lichen::lichen: the same API as the headers, compiled once, one source per layer.
file(GLOB layer_sources CONFIGURE_DEPENDS lichen/*.cpp)
# GCC notes how it passes vectors by value, which nothing here does across objects.
set_source_files_properties(lichen/lane_kernels.cpp PROPERTIES COMPILE_OPTIONS -Wno-psabi)
add_library(lichen_lichen ${layer_sources})
target_compile_definitions(lichen_lichen PUBLIC LICHEN_COMPILED)
target_link_libraries(lichen_lichen PUBLIC lichen_headers lichen_klu)
lichen_compiled(lichen)
set_target_properties(lichen_lichen PROPERTIES OUTPUT_NAME lichen)

# lichen::io: readers, writers and the store; the only place that sees parsers and archives.
file(GLOB io_sources CONFIGURE_DEPENDS io/*.cpp io/*/*.cpp store/*.cpp store/*/*.cpp)
foreach(part tables views)
  lichen_embed(${generated}/lichen/store/schema_${part}_1.hpp ${part}_1
               ${CMAKE_CURRENT_SOURCE_DIR}/store/sqlite/schema/${part}_1.sql)
endforeach()
file(GLOB demo_tables CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/datasets/demo/*.csv)
lichen_embed_files(${PROJECT_BINARY_DIR}/generated/demo_data.cpp demo_files ${demo_tables})
add_library(lichen_io ${io_sources} ${PROJECT_BINARY_DIR}/generated/demo_data.cpp)
target_include_directories(lichen_io PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(
  lichen_io
  PUBLIC lichen_lichen
  PRIVATE simdjson::simdjson pugixml::pugixml LibArchive::LibArchive ZLIB::ZLIB SQLite::SQLite3
          fmt::fmt ${XXHASH_LIBRARY})
lichen_compiled(io)
