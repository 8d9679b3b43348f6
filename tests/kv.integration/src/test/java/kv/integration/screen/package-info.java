/// What a user looks at: a browser's tab, driven over its debugging protocol, and a terminal.
///
/// Not here: what should stand there.
package kv.integration.screen;
