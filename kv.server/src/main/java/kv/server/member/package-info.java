/// A member as the world around it sees it: what the assembly starts and stops, and what the HTTP
/// handlers ask.
///
/// Read [RunningMember]. Not here: how a member does what it does, and any socket.
package kv.server.member;
