package com.google.protobuf;

/// A class of this version alone.
public record Message(String text) {
}
