# What must not compile, each with a control that does; included by tests/tests.cmake.
set(compile_flags "-std=c++20 -I${PROJECT_SOURCE_DIR}/include -I${PROJECT_BINARY_DIR}/generated")
file(GLOB cases CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/compile/cases/*.cpp)
foreach(case ${cases})
  get_filename_component(name ${case} NAME_WE)
  add_test(NAME compile.${name}
           COMMAND ${CMAKE_COMMAND} -DCASE=${case} -DCOMPILER=${CMAKE_CXX_COMPILER}
                   -DFLAGS=${compile_flags} -P ${CMAKE_CURRENT_SOURCE_DIR}/compile/compile_case.cmake)
  set_tests_properties(compile.${name} PROPERTIES LABELS compile TIMEOUT 120)
endforeach()
