/// Who is calling: how a call's credentials become an identity. The first form of a contract that
/// the auth service fills; until then every call is [Identity#NONE].
package kv.api.spi.authentication;
