/// The conformance kit: what every storage plugin must do, as test classes that a plugin extends
/// with ten lines of its own.
///
/// Open, because JUnit looks into the test classes by reflection. Deliberately not here: an engine,
/// and anything of the server, so that a third party can use the kit with `kv.api` alone.
open module kv.tck {
    requires transitive kv.api;
    requires transitive org.junit.jupiter.api;

    // A plugin's test extends a class of this package.
    exports kv.tck;
}
