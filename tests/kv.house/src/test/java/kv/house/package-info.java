/// The rules of the house, as tests: each ban and each limit says why it stands and what to do
/// instead.
///
/// Read [Repository] first, which finds the modules, sources and class files of this repository;
/// then [Findings], which gathers what a rule has found; then the tests, one for each kind of
/// rule. Sources are read with javac's own trees and class files with the JDK's own reader.
///
/// Deliberately not here: formatting, and anything that a reviewer judges better.
package kv.house;
