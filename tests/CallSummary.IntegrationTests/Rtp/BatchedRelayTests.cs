namespace CallSummary.IntegrationTests.Rtp;

public sealed class BatchedRelayTests() : RelayTests(TwoLegs.Batched);
