package io.calibrant.core.market;

/// Where on a chain an event stands.
///
/// @param blockHash and `transactionHash` in 0x-prefixed lower-case hex
public record ChainPosition(
    long blockNumber, String blockHash, String transactionHash, int logIndex) {}
