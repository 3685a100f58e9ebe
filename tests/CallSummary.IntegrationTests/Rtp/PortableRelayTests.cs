namespace CallSummary.IntegrationTests.Rtp;

public sealed class PortableRelayTests() : RelayTests(TwoLegs.Portable);
