namespace CallSummary.IntegrationTests.Rtp;

public sealed class SharedRelayTests() : RelayTests(TwoLegs.Shared);
