namespace CallSummary.IntegrationTests.Rtp;

public sealed class PortableSrtpLegTests() : SrtpLegTests(TwoLegs.Portable);
