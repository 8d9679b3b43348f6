/// The MapDB engine.
///
/// MapDB 3.1 changes its file in place and does not survive a crash, with or without its own log.
/// Here it never meets a file: it works on pages that [kv.plugin.storage.mapdb.pages] changes all
/// at once, a commit at a time, and shows as they were to whoever still reads them.
///
/// [kv.plugin.storage.mapdb.MapdbProvider] opens a directory or says why it cannot;
/// [kv.plugin.storage.mapdb.MapdbEngine] keeps the law of the contract;
/// [kv.plugin.storage.mapdb.MapStore] is one pair of files and the newest
/// [kv.plugin.storage.mapdb.ReadView] of it; [kv.plugin.storage.mapdb.TableMaps] is what MapDB
/// does: ten trees and the records they point to; [kv.plugin.storage.mapdb.PageVolume] hands MapDB
/// the pages, changing ones ([kv.plugin.storage.mapdb.WriteVolume]) or those of a commit
/// ([kv.plugin.storage.mapdb.ReadVolume]).
///
/// Memory: changed pages up to the write buffer, and as many before-images as an open snapshot
/// makes necessary, on the heap. MapDB's trees do not join nodes that have become empty; a
/// defragmentation does.
package kv.plugin.storage.mapdb;
