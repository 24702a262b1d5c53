# Installs the package into the build tree, then builds and runs its consumers.
set(stage ${CMAKE_CURRENT_BINARY_DIR}/stage)
set(consumer ${CMAKE_CURRENT_BINARY_DIR}/consumer)
file(READ /proc/cpuinfo cpu)
string(FIND "${cpu}" " avx2 " avx2)
if(avx2 GREATER -1)
  set(v3 ON)
else()
  set(v3 OFF)
endif()

add_test(NAME package.install COMMAND ${CMAKE_COMMAND} --install ${PROJECT_BINARY_DIR} --prefix ${stage})
add_test(
  NAME package.configure
  COMMAND ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${consumer} -G ${CMAKE_GENERATOR}
          -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH=${stage} -DV3=${v3}
          -DCMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}
          -DEXAMPLES=${PROJECT_SOURCE_DIR}/docs/examples)
add_test(NAME package.build COMMAND ${CMAKE_COMMAND} --build ${consumer})
set_tests_properties(package.install PROPERTIES FIXTURES_SETUP stage)
set_tests_properties(package.configure PROPERTIES FIXTURES_REQUIRED stage FIXTURES_SETUP configured)
set_tests_properties(package.build PROPERTIES FIXTURES_REQUIRED configured FIXTURES_SETUP consumer)
set(programs with_headers with_library built_in_code embedded with_io mixed)
if(v3)
  list(APPEND programs for_v3 built_in_code_for_v3)
endif()
foreach(program ${programs})
  add_test(NAME package.${program} COMMAND ${consumer}/${program})
  set_tests_properties(package.${program} PROPERTIES FIXTURES_REQUIRED consumer)
endforeach()
foreach(name install configure build ${programs})
  set_tests_properties(package.${name} PROPERTIES LABELS package TIMEOUT 600)
endforeach()
# Each of them must print the score that is right: (2.75 + 0.08) / 12.5 per kWh.
foreach(program built_in_code embedded)
  set_tests_properties(package.${program} PROPERTIES PASS_REGULAR_EXPRESSION "0.2264 kg CO2 eq")
endforeach()
if(v3)
  set_tests_properties(package.built_in_code_for_v3
                       PROPERTIES PASS_REGULAR_EXPRESSION "0.2264 kg CO2 eq")
endif()
